import type { ComponentChildren, RefObject } from 'preact'
import { Icon, type IconName } from './icon.tsx'
import type { NoticeTone } from './notice.tsx'

export type Toast = {
  id: string
  tone?: NoticeTone | undefined
  text: ComponentChildren
  action?: ComponentChildren
}

export type ToastRegionProps = {
  label: string
  dismissLabel: string
  toasts: readonly Toast[]
  /** Receives the region's element, on which the caller sets `data-place`, the corner. */
  regionRef?: RefObject<HTMLElement | null> | undefined
  onDismiss: (id: string) => void
}

const icons: Record<NoticeTone, IconName> = {
  info: 'info',
  success: 'check',
  warning: 'alert',
  danger: 'stop',
}

/** Short messages in a corner, announced politely. Render the region from the start: one inserted with its text is not announced. */
export function ToastRegion({ label, dismissLabel, toasts, regionRef, onDismiss }: ToastRegionProps) {
  return (
    <section
      ref={regionRef ?? null}
      class="toasts"
      aria-label={label}
      aria-live="polite"
      aria-relevant="additions"
    >
      {toasts.map(({ id, tone = 'info', text, action }) => (
        <div key={id} class={`toast notice-${tone}`}>
          <Icon name={icons[tone]} />
          <span>{text}</span>
          {action}
          <button
            type="button"
            class="button button-quiet"
            aria-label={dismissLabel}
            onClick={() => onDismiss(id)}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
    </section>
  )
}
