import type { Reason } from '@porchlight/contract/reasons.ts'
import { DisabledAction } from '@porchlight/ui/disabled-action.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import type { ComponentChildren } from 'preact'
import type { PageProps } from './page.ts'
import { whyNot } from './why-not.ts'

export type GuardedProps = Pick<PageProps<unknown>, 't' | 'surroundings' | 'stepUpUrl'> & {
  /** Unique on the page. */
  id: string
  /** The decision that came with the data. */
  decision: 'ok' | Reason
  /** What the action is called when it is refused. */
  label: string
  /** In a masquerade: the command that the CSR can prepare for the customer where it is refused, and its account. */
  prepares?: { command: string; accountId: number | string | undefined } | undefined
  children: ComponentChildren
}

/**
 * Renders the action if the policy allows it, else the same words, disabled, with the reason. If only the CSR's step-up is
 * missing, a link to confirm the second factor follows. Where a masquerade may not, the CSR can prepare it for the customer.
 */
export function Guarded(props: GuardedProps) {
  const { id, decision, label, t, surroundings, stepUpUrl, children } = props
  const reason = whyNot(decision, { t, surroundings })
  if (reason === undefined) return <>{children}</>
  const action = (
    <DisabledAction id={id} reason={reason}>
      {label}
    </DisabledAction>
  )
  const prepareUrl = prepareUrlOf(props)
  if (decision === 'step-up-required' && stepUpUrl !== undefined)
    return (
      <FormActions>
        {action}
        <LinkButton href={stepUpUrl}>{t('masquerade.step-up')}</LinkButton>
      </FormActions>
    )
  if (prepareUrl === undefined) return action
  return (
    <FormActions>
      {action}
      <LinkButton href={prepareUrl} target="_blank" rel="noopener" title={t('prepared.for-customer-hint')}>
        {t('prepared.for-customer')}
      </LinkButton>
    </FormActions>
  )
}

/** Reasons that the CSR meets and the customer does not: the customer could make the change. */
const ofCsrAlone: readonly string[] = ['entitlement-off', 'permission-missing']

/** Returns the desk's page where the CSR prepares this command for the customer; undefined where none is offered. */
function prepareUrlOf({ decision, surroundings, prepares }: GuardedProps): string | undefined {
  const at = surroundings?.masquerade?.preparesAt
  if (!at || !prepares || !ofCsrAlone.includes(decision)) return undefined
  return `${at}/accounts/${prepares.accountId}/web-users/${surroundings.webUserId}/prepare?command=${prepares.command}`
}
