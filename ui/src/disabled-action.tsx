import type { ComponentChildren, TargetedKeyboardEvent } from 'preact'
import type { ButtonVariant } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'

export type DisabledActionProps = {
  /** Unique on the page; the reason's element is `<id>-reason`. */
  id: string
  /** Why it cannot be done, as a sentence. */
  reason: ComponentChildren
  /** `always` writes the reason beside the button: best on the portal, where a finger cannot hover. */
  show?: 'on-focus' | 'always' | undefined
  variant?: ButtonVariant | undefined
  icon?: IconName | undefined
  children: ComponentChildren
}

/** Hides the reason on Escape without moving the focus (WCAG 1.4.13); leaving the button shows it again. */
function dismiss(event: TargetedKeyboardEvent<HTMLElement>) {
  if (event.key === 'Escape') event.currentTarget.parentElement?.setAttribute('data-dismissed', '')
}

function restore(event: { currentTarget: HTMLElement }) {
  event.currentTarget.parentElement?.removeAttribute('data-dismissed')
}

/**
 * Renders a refused action with its reason: it keeps its place in the tab order, and screen readers read the reason, which is
 * also shown on focus and hover.
 */
export function DisabledAction(props: DisabledActionProps) {
  const { id, reason, show = 'on-focus', variant = 'secondary', icon, children } = props
  const reasonId = `${id}-reason`
  return (
    <span class="disabled-action">
      <button
        type="button"
        id={id}
        class={`button button-${variant}`}
        aria-disabled="true"
        aria-describedby={reasonId}
        onKeyDown={dismiss}
        onBlur={restore}
      >
        {icon && <Icon name={icon} />}
        {children}
      </button>
      {show === 'always' ? (
        <span id={reasonId}>{reason}</span>
      ) : (
        <span id={reasonId} class="tooltip" role="tooltip">
          {reason}
        </span>
      )}
    </span>
  )
}
