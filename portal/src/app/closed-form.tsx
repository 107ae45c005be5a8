import type { Reason } from '@porchlight/contract/reasons.ts'
import { Notice } from '@porchlight/ui/notice.tsx'
import type { ComponentChildren } from 'preact'
import type { PageProps } from './page.ts'
import { whyNot } from './why-not.ts'

type Props = Pick<PageProps<unknown>, 't' | 'surroundings'> & {
  /** The decision that came with the data. */
  decision: 'ok' | Reason
  children: ComponentChildren
}

/**
 * Renders the fields of a form. If the policy refuses the action, the reason comes first and the fields are disabled, so that nobody
 * fills in a form that cannot be sent. If only the CSR's step-up is missing, the form stays open: the step-up is at the button.
 */
export function FormFields({ decision, t, surroundings, children }: Props) {
  const reason = decision === 'step-up-required' ? undefined : whyNot(decision, { t, surroundings })
  if (reason === undefined) return <>{children}</>
  return (
    <>
      <Notice title={t('form.closed')}>{reason}</Notice>
      <fieldset class="form-closed" disabled>
        {children}
      </fieldset>
    </>
  )
}
