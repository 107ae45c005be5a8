import { finalStates } from '@porchlight/contract/task-types.ts'

/** Returns why an account cannot be paid by card; null where it can. `balanceCents` is what is owed. */
export function paymentProblem(account: { balanceCents: number; isCashOnly: boolean }) {
  if (account.isCashOnly) return 'cash-only'
  return account.balanceCents > 0 ? null : 'nothing-to-pay'
}

const isFinal = (state: string) => (finalStates as readonly string[]).includes(state)

export type PaymentEvent = 'payment.succeeded' | 'payment.declined' | 'payment.cancelled'

/**
 * Returns the effect of a payment page's webhook on a payment task. Money that was taken is always booked, exactly once. The
 * page lets a payer try another card after a declined one, and its webhook may come late, when the task is final. A final task
 * is never reopened, so a separate task books such a payment (`complete-late`).
 */
export function settlementOf(
  event: PaymentEvent,
  task: { state: string; isPaid: boolean },
): 'complete' | 'complete-late' | 'reject' | 'discard' | 'nothing' {
  if (event === 'payment.cancelled') return isFinal(task.state) ? 'nothing' : 'discard'
  if (event === 'payment.declined') return isFinal(task.state) ? 'nothing' : 'reject'
  if (task.isPaid) return 'nothing'
  return isFinal(task.state) ? 'complete-late' : 'complete'
}

/** Returns what became of a payment, for its payer. */
export function outcomeOf(task: { state: string; isPaid: boolean; isRefunded?: boolean }) {
  if (task.isPaid && task.isRefunded) return 'refunded'
  if (task.isPaid) return 'paid'
  switch (task.state) {
    case 'rejected':
      return 'declined'
    case 'expired':
    case 'discarded':
      return task.state
    default:
      return 'waiting'
  }
}

/**
 * The largest single payment: ten times the balance, or 500.00 above it, whichever is more. A larger amount is probably a
 * typing error, such as 18,805 for 188.05. Integer cents.
 */
export const mostPayableCents = (balanceCents: number): number =>
  Math.max(balanceCents * 10, balanceCents + 50_000)

/** A day: what was paid within it is asked about before more is paid. */
const RECENT_MS = 24 * 60 * 60_000

/** Returns whether a payment is so recent that the payer is asked before they pay again. Without an instant its day is today's. */
export const isRecent = (paidAt: Date | null, isToday: boolean, now: Date): boolean =>
  paidAt === null ? isToday : now.getTime() - paidAt.getTime() < RECENT_MS

/** How often the usual amount a payment may be before its payer is asked. */
export const timesUsual = 4
/** Fewer payments say nothing about what is usual. */
const LEAST_PAYMENTS = 3

/** Returns the usual amount of an account's payments, their median; null for an account with too few of them. Integer cents. */
export function usualCents(amounts: readonly number[]): number | null {
  if (amounts.length < LEAST_PAYMENTS) return null
  const sorted = [...amounts].sort((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  const [low = 0, high = 0] =
    sorted.length % 2 === 0 ? sorted.slice(middle - 1) : sorted.slice(middle, middle + 1)
  return sorted.length % 2 === 0 ? Math.round((low + high) / 2) : low
}

export const isUnusual = (amountCents: number, usual: number | null): boolean =>
  usual !== null && amountCents > usual * timesUsual
