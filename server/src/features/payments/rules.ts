import { finalStates } from '@porchlight/contract/task-types.ts'

/** Why an account cannot be paid by card; null where it can. `balanceCents` is what is owed. */
export function paymentProblem(account: { balanceCents: number; isCashOnly: boolean }) {
  if (account.isCashOnly) return 'cash-only'
  return account.balanceCents > 0 ? null : 'nothing-to-pay'
}

const isFinal = (state: string) => (finalStates as readonly string[]).includes(state)

export type PaymentEvent = 'payment.succeeded' | 'payment.declined'

/**
 * What the payment page's word makes of a payment task. Money that was taken is always booked, and once: the page lets a payer
 * try another card after a declined one, and its word may come late, when the task is final. A final task is never reopened,
 * so that such a payment is booked by a task of its own (`complete-late`).
 */
export function settlementOf(
  event: PaymentEvent,
  task: { state: string; isPaid: boolean },
): 'complete' | 'complete-late' | 'reject' | 'nothing' {
  if (event === 'payment.declined') return isFinal(task.state) ? 'nothing' : 'reject'
  if (task.isPaid) return 'nothing'
  return isFinal(task.state) ? 'complete-late' : 'complete'
}

/** What became of a payment, for its payer. */
export function outcomeOf(task: { state: string; isPaid: boolean }) {
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
