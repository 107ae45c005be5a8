import type { Reason } from '@porchlight/contract/reasons.ts'
import type { ButtonVariant } from '@porchlight/ui/button.tsx'
import { DisabledAction } from '@porchlight/ui/disabled-action.tsx'
import type { IconName } from '@porchlight/ui/icon.tsx'
import type { ComponentChildren } from 'preact'
import { useDesk } from './desk-context.ts'

type GuardedProps = {
  /** Unique on the page. */
  id: string
  /** The policy's decision, from the response that brought the data. */
  decision: 'ok' | Reason
  /** The button's text while the action is refused. */
  label: string
  variant?: ButtonVariant | undefined
  icon?: IconName | undefined
  children: ComponentChildren
}

/** Renders the action if it is allowed, or else a disabled button with the reason. */
export function Guarded({ id, decision, label, variant, icon, children }: GuardedProps) {
  const { word } = useDesk()
  if (decision === 'ok') return <>{children}</>
  return (
    <DisabledAction id={id} reason={word('reason', decision)} variant={variant} icon={icon}>
      {label}
    </DisabledAction>
  )
}
