import type { Reason } from '@porchlight/contract/reasons.ts'
import type { ButtonVariant } from '@porchlight/ui/button.tsx'
import { DisabledAction } from '@porchlight/ui/disabled-action.tsx'
import type { IconName } from '@porchlight/ui/icon.tsx'
import type { ComponentChildren } from 'preact'
import { useDesk } from './desk-context.ts'

type GuardedProps = {
  /** Unique on the page. */
  id: string
  /** The decision that came with the data. */
  answer: 'ok' | Reason
  /** What the action is called when it is refused. */
  label: string
  variant?: ButtonVariant | undefined
  icon?: IconName | undefined
  children: ComponentChildren
}

/** The action where it is allowed; else the same words, disabled, with the reason. */
export function Guarded({ id, answer, label, variant, icon, children }: GuardedProps) {
  const { word } = useDesk()
  if (answer === 'ok') return <>{children}</>
  return (
    <DisabledAction id={id} reason={word('reason', answer)} variant={variant} icon={icon}>
      {label}
    </DisabledAction>
  )
}
