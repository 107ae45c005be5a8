import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

export type MasqueradeBannerProps = {
  /** The language of its words, where the page has another. */
  lang?: string
  /** Names the landmark. */
  label: string
  /** Who is viewed, on which account, by whom: the utility's own text. */
  message: ComponentChildren
  /** Read-only or acting, as words. */
  mode: ComponentChildren
  /** When it ends: an instant or a duration for machines, and the words. */
  timeLeft?: { dateTime: string; text: ComponentChildren } | undefined
  /** The key by which the page's script opens the page about the end. */
  endKey?: string
  /** Forms and links: the one that ends it. */
  children: ComponentChildren
}

/**
 * Renders the first element in the body of every page of a view origin: in a color used nowhere else, in the flow of the page
 * (so it covers nothing) and sticking to its top. It cannot be dismissed.
 */
export function MasqueradeBanner(props: MasqueradeBannerProps) {
  const { lang, label, message, mode, timeLeft, endKey, children } = props
  return (
    <section class="masquerade-banner" lang={lang} aria-label={label}>
      <span class="masquerade-message">
        <Icon name="eye" />
        <span>{message}</span>
      </span>
      <span class="masquerade-mode">{mode}</span>
      {timeLeft && <time dateTime={timeLeft.dateTime}>{timeLeft.text}</time>}
      <span class="masquerade-actions" data-end-key={endKey}>
        {children}
      </span>
    </section>
  )
}
