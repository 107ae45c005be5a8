import { z } from 'zod'
import { CalendarDate, Cents, Id, Instant } from './values.ts'

/** How bills of an account are paid automatically, as the desk shows it. */
export const AutopayOfAccount = z.object({
  bankAccount: z.string(),
  /** Null: on the due date of each bill. */
  dayOfMonth: z.number().int().nullable(),
  limitCents: Cents.nullable(),
  /** The bank's reason for the return of a payment, after which autopay waits for its customer; null while it pays. */
  pausedBecause: z.string().nullable(),
  /** The bill that it pays next, or holds until its customer says so. */
  next: z.object({ state: z.enum(['planned', 'held']), amountCents: Cents, payOn: CalendarDate }).nullable(),
  /** The request that began it. */
  asked: z.object({ taskId: Id, madeBy: z.string().nullable(), at: Instant }),
})
export type AutopayOfAccount = z.infer<typeof AutopayOfAccount>

/** A payment, refund or return of the last weeks that the last payment does not tell of: it is to come, or went wrong. */
export const PaymentOfAccount = z.object({
  taskId: Id,
  taskType: z.string(),
  state: z.string(),
  amountCents: Cents.nullable(),
  payBy: z.enum(['card', 'bank']).nullable(),
  scheduledOn: CalendarDate.nullable(),
  createdAt: Instant,
})
