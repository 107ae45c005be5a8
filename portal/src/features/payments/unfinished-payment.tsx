import { Button } from '@porchlight/ui/button.tsx'
import { form } from '../../app/form.ts'
import type { PageProps } from '../../app/page.ts'
import { centsToType } from './amount.ts'

type Props = Pick<PageProps<unknown>, 't' | 'formToken'> & {
  accountId: number | string | undefined
  payment: { taskId: number; amountCents: number; idempotencyKey: string }
  /** A card was declined there: the task is over, and the page takes another card. */
  isDeclined?: boolean
}

/** What can be done with a payment whose card page is still open. The same key leads to the same page. */
export function UnfinishedPayment({ accountId, payment, t, formToken, isDeclined }: Props) {
  const { taskId, amountCents, idempotencyKey } = payment
  return (
    <div class="form-actions">
      <form method="post" action={`/accounts/${accountId}/pay`}>
        <input type="hidden" name="_token" value={formToken} />
        <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
        <input type="hidden" name="amountCents" value={centsToType(amountCents)} />
        <Button variant={isDeclined ? 'primary' : undefined}>
          {t(isDeclined ? 'payment.another-card' : 'payment.go-on')}
        </Button>
      </form>
      {!isDeclined && (
        <form method="post" action={`/accounts/${accountId}/payments/${taskId}/cancel`}>
          <input type="hidden" name="_token" value={formToken} />
          <Button variant="quiet">{t('payment.cancel')}</Button>
        </form>
      )}
    </div>
  )
}

/** Withdraws a payment and closes its card page. The payment's own page then shows the outcome. */
export const cancelPaymentForm = form<'cancelCardPayment'>({
  path: '/accounts/:accountId/payments/:taskId/cancel',
  pagePath: '/accounts/:accountId/payments/:taskId',
  endpoint: 'cancelCardPayment',
  toInput: (_, { params: { accountId, taskId } }) => ({ params: { accountId, taskId } }),
  done: (_, { params: { accountId, taskId } }) => ({ location: `/accounts/${accountId}/payments/${taskId}` }),
})
