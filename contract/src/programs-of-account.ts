import { z } from 'zod'
import { programNames } from './program-names.ts'
import { CalendarDate, Cents, Id, Instant } from './values.ts'

/** Why a balance is past due, the most telling reason first. */
export const arrearsReasons = ['agreed', 'agreement-broken', 'cash-only', 'bill-unpaid'] as const

/** How an account stands in a program, as the desk shows it. */
export const ProgramOfAccount = z.object({
  program: z.enum(programNames),
  state: z.enum(['active', 'withdrawn', 'completed', 'broken']),
  /** When it was last agreed or changed; null where the CIS switched it. */
  changedOn: CalendarDate.nullable(),
  endedOn: CalendarDate.nullable(),
  dayOfMonth: z.number().int().nullable(),
  untilOn: CalendarDate.nullable(),
  /** What was agreed to pay, in all or each month, and in how many installments. */
  amountCents: Cents.nullable(),
  installments: z.number().int().nullable(),
  /** Paperless bills: paper comes too. */
  paperToo: z.boolean(),
  /** The newest request that changed it: who made it and when. Null where the CIS switched it. */
  asked: z.object({ taskId: Id, madeBy: z.string().nullable(), at: Instant }).nullable(),
})
export type ProgramOfAccount = z.infer<typeof ProgramOfAccount>
