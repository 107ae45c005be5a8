import type { RecentPayment } from '@porchlight/contract/payments.ts'
import { typedCents } from '@porchlight/contract/typed-cents.ts'
import { Notice } from '@porchlight/ui/notice.tsx'
import type { PageProps, Problem } from '../../app/page.ts'

type Asked = { balanceCents: number; currency: string; recentPayment: RecentPayment | null }
type Props = Pick<PageProps<Asked>, 'data' | 't' | 'format' | 'problem' | 'locale'>

/** The amount that a refused form asks to confirm: above the balance, or far above the usual. Undefined where it asks nothing. */
export function askedAmount({ problem, locale }: Pick<Props, 'problem' | 'locale'>): number | undefined {
  const { reason } = problem?.refusal ?? {}
  if (reason !== 'amount-over-balance' && reason !== 'amount-unusual') return undefined
  const typed = typedCents(problem?.typed.get('amountCents') ?? '', locale)
  return typeof typed === 'number' ? typed : undefined
}

/** Says whether a refused form asks the payer something that a second press answers with yes. */
export const isQuestion = (props: Pick<Props, 'problem' | 'locale'>): boolean =>
  askedAmount(props) !== undefined ||
  ['payment-repeated', 'payment-planned'].includes(props.problem?.refusal.reason ?? '')

const numberIn = (problem: Problem | undefined, name: string): number => {
  const current = (problem?.refusal.current ?? {}) as Record<string, unknown>
  return Number(current[name] ?? Number.NaN)
}

/**
 * Asks in plain words before a second payment, an overpayment and an unusual amount. The form confirms what is named here, and
 * nothing else.
 */
export function PaymentQuestions(props: Props) {
  const { data, t, format, problem } = props
  const amount = askedAmount(props)
  const { reason } = problem?.refusal ?? {}
  const money = (cents: number) => format.money(cents, data.currency)
  const plannedTaskId = numberIn(problem, 'taskId')
  return (
    <>
      <PaidLately {...props} isAsked={reason === 'payment-repeated'} />
      {reason === 'payment-planned' && Number.isSafeInteger(plannedTaskId) && (
        <>
          <Notice
            tone="warning"
            role="alert"
            title={t('bank-payment.planned.title', {
              amount: money(numberIn(problem, 'amountCents')),
              day: format.date(String((problem?.refusal.current as { payOn?: string })?.payOn), 'medium'),
            })}
          >
            {t('bank-payment.planned.text')}
          </Notice>
          <input type="hidden" name="confirmedTaskId" value={plannedTaskId} />
        </>
      )}
      {amount !== undefined && (
        <>
          <Notice
            tone="warning"
            role="alert"
            title={t(reason === 'amount-unusual' ? 'payment.unusual.title' : 'card-payment.over.title', {
              amount: money(amount),
            })}
          >
            {reason === 'amount-unusual'
              ? t('payment.unusual.text', { usual: money(numberIn(problem, 'usualCents')) })
              : t('card-payment.over.text', {
                  balance: money(data.balanceCents),
                  rest: money(amount - data.balanceCents),
                })}
          </Notice>
          <input type="hidden" name="confirmedAmountCents" value={amount} />
        </>
      )}
    </>
  )
}

/** Asks a customer who paid within a day whether to pay again. The form confirms the payment that is named here, and no other. */
function PaidLately({ data, t, format, isAsked }: Props & { isAsked: boolean }) {
  const { recentPayment: recent, currency } = data
  if (!recent) return isAsked ? <Notice tone="warning">{t('reason.payment-repeated')}</Notice> : null
  const amount = format.money(recent.amountCents, currency)
  return (
    <>
      <Notice
        tone="warning"
        role={isAsked ? 'alert' : 'none'}
        title={
          recent.paidAt
            ? t('card-payment.recent.title', { amount, ago: format.ago(recent.paidAt) })
            : t('card-payment.recent.today', { amount })
        }
      >
        {t('card-payment.recent.text')}
      </Notice>
      <input type="hidden" name="confirmedPaymentId" value={recent.paymentId} />
    </>
  )
}
