import type { Sql } from '#database/sql.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import type { Installation } from '../../installation.ts'
import { usualPayments } from './queries.ts'
import { recentPayment } from './recent-payment.ts'
import { isUnusual, mostPayableCents, usualCents } from './rules.ts'

/** What is paid, and what the payer was asked about before and confirmed. */
type Asked = {
  amountCents: number
  confirmedPaymentId?: number | undefined
  confirmedAmountCents?: number | undefined
}

/**
 * Asks for confirmation before a second payment, an overpayment, and a payment far above the usual. A confirmation is valid only for
 * its own payment or amount: `confirmedPaymentId`, `confirmedAmountCents`.
 */
export async function askFirst(
  sql: Sql,
  { amountCents, confirmedPaymentId, confirmedAmountCents }: Asked,
  { timeZone }: Pick<Installation, 'timeZone'>,
  { accountId, webUserId, balanceCents }: { accountId: number; webUserId: number; balanceCents: number },
): Promise<void> {
  if (amountCents > mostPayableCents(balanceCents))
    throw refuseField('amountCents', 'amount-far-over-balance')
  const recent = await recentPayment(sql, { accountId, webUserId, timeZone })
  if (recent && confirmedPaymentId !== recent.paymentId)
    throw new Refusal('payment-repeated', { current: recent })
  if (confirmedAmountCents === amountCents) return
  if (amountCents > balanceCents) throw new Refusal('amount-over-balance', { current: { balanceCents } })
  const amounts = await usualPayments(sql, { accountId })
  const usual = usualCents(amounts.map((payment) => payment.amountCents))
  if (isUnusual(amountCents, usual)) throw new Refusal('amount-unusual', { current: { usualCents: usual } })
}
