import type { Context } from '#pipeline/handler.ts'
import { addBalance, insertReversal } from './queries.ts'

type Reversing = Pick<Context<'job:read-bank-returns' | 'job:make-refunds'>, 'sql' | 'grant' | 'installation'>

/** Notes that a payment was taken back or given back, by this task, and returns the balance that has it again. */
export async function reversePayment(
  { sql, grant, installation: { timeZone } }: Reversing,
  payment: { paymentId: number; accountId: number; amountCents: number },
  by: { kind: 'returned' | 'refunded'; reason: string; taskId: number },
): Promise<{ balanceCents: number }> {
  const { paymentId, ...of } = payment
  await insertReversal(sql, grant, { paymentId, timeZone, ...by })
  return addBalance.one(sql, grant, of)
}
