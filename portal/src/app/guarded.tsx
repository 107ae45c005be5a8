import type { Reason } from '@porchlight/contract/reasons.ts'
import { DisabledAction } from '@porchlight/ui/disabled-action.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import type { ComponentChildren } from 'preact'
import type { PageProps } from './page.ts'
import { whyNot } from './why-not.ts'

type GuardedProps = Pick<PageProps<unknown>, 't' | 'surroundings' | 'stepUpUrl'> & {
  /** Unique on the page. */
  id: string
  /** The decision that came with the data. */
  decision: 'ok' | Reason
  /** What the action is called when it is refused. */
  label: string
  children: ComponentChildren
}

/**
 * Renders the action if the policy allows it, else the same words, disabled, with the reason. If only the CSR's step-up is
 * missing, a link to confirm the second factor follows.
 */
export function Guarded({ id, decision, label, t, surroundings, stepUpUrl, children }: GuardedProps) {
  const reason = whyNot(decision, { t, surroundings })
  if (reason === undefined) return <>{children}</>
  const action = (
    <DisabledAction id={id} reason={reason}>
      {label}
    </DisabledAction>
  )
  if (decision !== 'step-up-required' || stepUpUrl === undefined) return action
  return (
    <FormActions>
      {action}
      <LinkButton href={stepUpUrl}>{t('masquerade.step-up')}</LinkButton>
    </FormActions>
  )
}
