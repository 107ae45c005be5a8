import type { Installment } from '@porchlight/contract/programs.ts'
import { addDays, addMonths } from './calendar.ts'

/** Splits an amount into installments that differ by one cent at most and sum to it exactly. The first ones are the larger. */
export function split(totalCents: number, count: number): number[] {
  const least = Math.floor(totalCents / count)
  const larger = totalCents - least * count
  return Array.from({ length: count }, (_, at) => least + (at < larger ? 1 : 0))
}

/** Returns an amount in monthly installments, the first on a day. */
export const installments = (totalCents: number, count: number, firstOn: string): Installment[] =>
  split(totalCents, count).map((amountCents, at) => ({ on: addMonths(firstOn, at), amountCents }))

type Paid = readonly { paymentId: number; receivedOn: string; amountCents: number }[]
type Agreed = { parts: readonly Installment[]; startedOn: string; afterPaymentId: number | null }

/** Returns what was paid since an agreement. A payment pays what was agreed before it pays newer bills. Integer cents. */
export const paidSince = (payments: Paid, { startedOn, afterPaymentId }: Omit<Agreed, 'parts'>): number =>
  payments
    .filter(({ receivedOn, paymentId }) => receivedOn >= startedOn && paymentId > (afterPaymentId ?? 0))
    .reduce((sum, { amountCents }) => sum + amountCents, 0)

export type Progress = { totalCents: number; paidCents: number; next: Installment | null }

/** Returns how much of the installments is paid, oldest first, and what is still open of the next one. */
export function progressOf(parts: readonly Installment[], receivedCents: number): Progress {
  const totalCents = parts.reduce((sum, { amountCents }) => sum + amountCents, 0)
  let rest = receivedCents
  let next: Installment | null = null
  for (const { on, amountCents } of parts) {
    if (rest < amountCents && next === null) next = { on, amountCents: amountCents - Math.max(0, rest) }
    rest -= amountCents
  }
  return { totalCents, paidCents: Math.min(totalCents, receivedCents), next }
}

/**
 * Returns how an agreement stands today: completed when all is paid, broken when an installment is open after its date and the days
 * of grace.
 */
export function outcomeOf(
  { next }: Progress,
  today: string,
  graceDays: number,
): 'active' | 'completed' | 'broken' {
  if (next === null) return 'completed'
  return addDays(next.on, graceDays) < today ? 'broken' : 'active'
}
