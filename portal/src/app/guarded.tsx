import type { Reason } from '@porchlight/contract/reasons.ts'
import { DisabledAction } from '@porchlight/ui/disabled-action.tsx'
import type { ComponentChildren } from 'preact'
import type { PageProps } from './page.ts'
import { whyNot } from './why-not.ts'

type GuardedProps = Pick<PageProps<unknown>, 't' | 'surroundings'> & {
  /** Unique on the page. */
  id: string
  /** The decision that came with the data. */
  answer: 'ok' | Reason
  /** What the action is called when it is refused. */
  label: string
  children: ComponentChildren
}

/** The action where it is allowed; else the same words, disabled, with the reason. */
export function Guarded({ id, answer, label, t, surroundings, children }: GuardedProps) {
  const reason = whyNot(answer, { t, surroundings })
  if (reason === undefined) return <>{children}</>
  return (
    <DisabledAction id={id} reason={reason}>
      {label}
    </DisabledAction>
  )
}
