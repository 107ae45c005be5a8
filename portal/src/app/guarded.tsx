import type { Reason } from '@porchlight/contract/reasons.ts'
import { DisabledAction } from '@porchlight/ui/disabled-action.tsx'
import type { ComponentChildren } from 'preact'
import { knownKey } from './messages.ts'
import type { PageProps } from './page.ts'

type GuardedProps = Pick<PageProps<unknown>, 't' | 'surroundings'> & {
  /** Unique on the page. */
  id: string
  /** The decision that came with the data. */
  answer: 'ok' | Reason
  /** What the action is called when it is refused. */
  label: string
  children: ComponentChildren
}

/** Reasons for which the utility's own tooltip speaks: what is switched off in a support view. */
const switchedOff: readonly string[] = [
  'entitlement-off',
  'masquerade-never',
  'step-up-required',
  'permission-missing',
]

/** The action where it is allowed; else the same words, disabled, with the reason. */
export function Guarded({ id, answer, label, t, surroundings, children }: GuardedProps) {
  if (answer === 'ok') return <>{children}</>
  const tooltip = surroundings?.masquerade?.tooltip
  const reason =
    tooltip && switchedOff.includes(answer) ? tooltip : t(knownKey(`reason.${answer}`, 'reason.other'))
  return (
    <DisabledAction id={id} reason={reason}>
      {label}
    </DisabledAction>
  )
}
