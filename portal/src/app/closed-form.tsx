import type { Reason } from '@porchlight/contract/reasons.ts'
import { Notice } from '@porchlight/ui/notice.tsx'
import type { ComponentChildren } from 'preact'
import type { PageProps } from './page.ts'
import { whyNot } from './why-not.ts'

type Props = Pick<PageProps<unknown>, 't' | 'surroundings'> & {
  /** The decision that came with the data. */
  answer: 'ok' | Reason
  children: ComponentChildren
}

/**
 * The fields of a form. Whoever may not send it is told why ahead of them, and cannot type into them: nobody fills in a form to
 * find it closed at its end. A CSR's second factor can be confirmed at the button, so that form stays open.
 */
export function FormFields({ answer, t, surroundings, children }: Props) {
  const reason = answer === 'step-up-required' ? undefined : whyNot(answer, { t, surroundings })
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
