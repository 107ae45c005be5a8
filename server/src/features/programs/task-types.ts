import { CalendarDate } from '@porchlight/contract/values.ts'
import { z } from 'zod'
import { workedAtOnce, workedOnAgreement, workedOnApproval } from '#tasks/lifecycle/presets.ts'
import { change, notFound, taskType, type Work } from '#tasks/lifecycle/task-type.ts'
import { agreedTerms, enrolling } from './enroll-approved.ts'
import { setPaperlessOf } from './queries.ts'

/** The same amount each month; staff name the amount. */
export const budgetBilling = taskType({
  ...workedOnAgreement,
  name: 'budget-billing',
  payload: z.strictObject({
    budgetBilling: change(z.boolean()),
    /** Its year was over: what the bills were, and what of them the monthly amounts did not pay. The amount is the new monthly one. */
    settled: z
      .strictObject({ until: CalendarDate, billedCents: z.number().int(), trueUpCents: z.number().int() })
      .optional(),
  }),
  work: enrolling('budget-billing', agreedTerms['budget-billing']),
  contact: { class: 'billing', type: 'payment' },
  toDoRole: 'payments',
  replacedBy: { laterTypes: ['budget-billing'], of: 'account' },
})

/** What is owed is paid in parts; staff agree to an amount. */
export const paymentArrangement = taskType({
  ...workedOnAgreement,
  name: 'payment-arrangement',
  payload: z.strictObject({
    parts: z.number().int().min(2).max(24),
    first: z.string(),
    /** The customer left the arrangement. */
    withdrawn: z.boolean().optional(),
  }),
  work: enrolling('payment-arrangement', agreedTerms['payment-arrangement']),
  contact: { class: 'billing', type: 'payment' },
  toDoRole: 'payments',
})

/** More time to pay. */
export const paymentExtension = taskType({
  ...workedOnApproval,
  name: 'payment-extension',
  payload: z.strictObject({ payUntil: CalendarDate, withdrawn: z.boolean().optional() }),
  work: enrolling('payment-extension', agreedTerms['payment-extension']),
  contact: { class: 'billing', type: 'payment' },
  toDoRole: 'payments',
})

/** Null: the day of the month is the utility's. */
const DueDay = z.number().int().min(1).max(28).nullable()

/** The day of the month on which bills fall due. */
export const preferredDueDate = taskType({
  ...workedOnApproval,
  name: 'preferred-due-date',
  payload: z.strictObject({ dayOfMonth: z.strictObject({ before: DueDay, after: DueDay }) }),
  work: enrolling('preferred-due-date', agreedTerms['preferred-due-date']),
  toDoRole: 'payments',
  replacedBy: { laterTypes: ['preferred-due-date'], of: 'account' },
})

const keepPaperToo = enrolling('paperless', agreedTerms.paperless)

/** Switches paper bills off or on. */
const setPaperless: Work<{
  paperless: { after: boolean }
  paperToo?: { after: boolean } | undefined
}> = async (sql, grant, tasks, installation) => {
  const changes = tasks.map(({ taskId, accountId, payload }) => ({
    taskId,
    accountId,
    after: payload.paperless.after,
  }))
  const rows = await setPaperlessOf(sql, grant, { tasks: changes })
  const changed = new Set(rows.map(({ accountId }) => accountId))
  // Whether paper comes too is ours alone: the CIS knows the switch.
  const withPaper = tasks.filter(({ payload, accountId }) => payload.paperToo && changed.has(accountId ?? 0))
  if (withPaper.length > 0) await keepPaperToo(sql, grant, withPaper, installation)
  return notFound(tasks, 'account-not-found', ({ accountId }) => changed.has(accountId ?? 0))
}

/** Bills by e-mail in place of paper, or the other way around. */
export const paperless = taskType({
  ...workedAtOnce,
  name: 'paperless',
  payload: z.strictObject({
    paperless: change(z.boolean()),
    /** The bill also comes on paper. */
    paperToo: change(z.boolean()).optional(),
  }),
  work: setPaperless,
  contact: { class: 'self-service', type: 'contact' },
  toDoRole: 'customer-records',
  replacedBy: { laterTypes: ['paperless'], of: 'account' },
})

/** Each bill is rounded up for a good cause, or no longer. */
export const charityRoundUp = taskType({
  ...workedAtOnce,
  name: 'charity-round-up',
  payload: z.strictObject({ roundUp: change(z.boolean()) }),
  work: enrolling('charity-round-up', agreedTerms['charity-round-up']),
  toDoRole: 'payments',
  replacedBy: { laterTypes: ['charity-round-up'], of: 'account' },
})
