import { type RefundCause, refundCauses } from '@porchlight/contract/refund-causes.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { RadioGroup } from '@porchlight/ui/radio-group.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm } from '#app/drafts/draft-form.tsx'
import { fieldError } from '#app/field-error.ts'
import { tell } from '#app/news.ts'
import { ReasonField } from '#app/reason-field.tsx'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import type { Refundable } from '#app/response-types.ts'
import { useSend } from '#app/use-send.ts'

/** Of payments that cannot be given back, only the newest are shown, with the reason: callers ask about those. */
const mostOthers = 4

type Props = { accountId: number; refundable: Refundable; onDone: () => void }

/** Which payment goes back, and why: once for the customer, once for the record. */
export function RefundForm({ accountId, refundable, onDone }: Props) {
  const { client, t, word, format } = useDesk()
  const { payments, fourEyesAboveCents } = refundable
  const { refusal, isBusy, send } = useSend(
    (form) =>
      client.refundPayment({
        params: { accountId },
        body: {
          paymentId: Number(form.get('paymentId')),
          cause: String(form.get('cause')) as RefundCause,
          reason: String(form.get('reason') ?? ''),
        },
      }),
    ({ needsApproval }) => {
      tell(t(needsApproval ? 'refund.waits' : 'refund.done'), 'success')
      onDone()
    },
  )
  const wrong = fieldError(refusal, 'reason', word)
  const [first] = payments
  if (!first) return <p>{t('refund.none')}</p>
  const others = payments.filter(({ problem }) => problem !== null).slice(0, mostOthers)
  const shown = payments.filter((payment) => payment.problem === null || others.includes(payment))
  const chosen = payments.find(({ problem }) => problem === null)
  return (
    <DraftForm
      subject={`refund ${accountId}`}
      title={t('refund.title', { account: format.account(accountId) })}
      onSubmit={send}
    >
      {refusal && !wrong && <RefusalNotice refusal={refusal} action="payment:refund" />}
      <RadioGroup
        name="paymentId"
        label={t('refund.which')}
        hint={t('refund.limit', { amount: format.money(fourEyesAboveCents, first.currency) })}
        required
        value={chosen && String(chosen.paymentId)}
        options={shown.map((payment) => ({
          value: String(payment.paymentId),
          label: t('refund.payment', {
            amount: format.money(payment.amountCents, payment.currency),
            date: format.date(payment.receivedOn),
            tender: word('tender', payment.tender),
            paidWith: payment.paidWith ?? '',
          }),
          hint: payment.problem && t(`refund.problem.${payment.problem}`),
          disabled: payment.problem !== null,
        }))}
      />
      <SelectField
        name="cause"
        label={t('refund.cause')}
        options={refundCauses.map((cause) => ({ value: cause, label: t(`refund.cause.${cause}`) }))}
      />
      <ReasonField id="refund-reason" label={t('refund.reason')} error={wrong} />
      <div class="form-actions">
        <Button variant="danger" disabled={isBusy || !chosen}>
          {t('refund.do')}
        </Button>
        <Button onClick={(event) => event.currentTarget.closest('dialog')?.close()}>
          {t('refund.cancel')}
        </Button>
      </div>
    </DraftForm>
  )
}
