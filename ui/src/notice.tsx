import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'
import { VisuallyHidden } from './visually-hidden.tsx'

export type NoticeTone = 'info' | 'success' | 'warning' | 'danger'

export type NoticeProps = {
  tone?: NoticeTone | undefined
  title?: ComponentChildren
  /** The tone as a word ("Warning"), for readers who see neither color nor icon. */
  toneLabel?: string | undefined
  /** `alert` and `status` are read out when they appear; `none` for what was there from the start. */
  role?: 'alert' | 'status' | 'none' | undefined
  /** Buttons or links under the text. */
  actions?: ComponentChildren
  children?: ComponentChildren
}

const icons: Record<NoticeTone, IconName> = {
  info: 'info',
  success: 'check',
  warning: 'alert',
  danger: 'stop',
}
const roles = { info: 'none', success: 'status', warning: 'none', danger: 'alert' } as const

/** A message to read before the rest, marked by a color, a shape and words. */
export function Notice({
  tone = 'info',
  title,
  toneLabel,
  role = roles[tone],
  actions,
  children,
}: NoticeProps) {
  return (
    <div class={`notice notice-${tone}`} role={role === 'none' ? undefined : role}>
      <Icon name={icons[tone]} />
      <div class="notice-body">
        {toneLabel && <VisuallyHidden>{toneLabel}: </VisuallyHidden>}
        {title && <strong>{title}</strong>}
        {children && <div>{children}</div>}
        {actions && <div class="form-actions">{actions}</div>}
      </div>
    </div>
  )
}
