import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { type ProgramName, programReasons } from './program-names.ts'
import { AccountId, CalendarDate, Cents, Currency, Id, may, VersionOrNone } from './values.ts'

/** How an account stands in a program. `ended` and `broken`: it was enrolled before. */
export const programStates = ['none', 'active', 'withdrawn', 'completed', 'broken'] as const

/** Money that is due on a day. */
export const Installment = z.strictObject({ on: CalendarDate, amountCents: Cents.positive() })
export type Installment = z.infer<typeof Installment>

/** Each bill beside the monthly amount, and what has run up so far. */
const BudgetMonths = z.array(
  z.object({ billDate: CalendarDate, billedCents: Cents, budgetCents: Cents, runningCents: Cents }),
)

/** What is agreed in each program. */
export const programTerms = {
  /** `paperToo`: the bill also comes on paper. */
  paperless: z.strictObject({ paperToo: z.boolean() }),
  'preferred-due-date': z.strictObject({ dayOfMonth: z.number().int().min(1).max(28) }),
  /** `afterPaymentId`: the last payment before it was agreed, which does not count. */
  'payment-extension': z.strictObject({
    amountCents: Cents.positive(),
    untilOn: CalendarDate,
    afterPaymentId: Id.nullable(),
  }),
  'payment-arrangement': z.strictObject({
    parts: z.array(Installment).min(2).max(24),
    afterPaymentId: Id.nullable(),
  }),
  /** `settled`: its year is over, and the difference between bills and monthly amounts went to the next bill. */
  'budget-billing': z.strictObject({
    monthlyCents: Cents.positive(),
    settled: z.strictObject({ months: BudgetMonths, trueUpCents: Cents }).optional(),
  }),
  'charity-round-up': z.strictObject({}),
} as const satisfies Record<ProgramName, z.ZodType>

/** What has been paid of what was agreed, and what is due next. Null where nothing is agreed. */
const progress = z
  .object({
    totalCents: Cents,
    paidCents: Cents,
    /** What is still open of the next installment. Null where all is paid. */
    next: Installment.nullable(),
  })
  .nullable()

/** What a program changes or costs for this account, before anybody enrolls. */
const offers = {
  paperless: z.object({ email: z.string() }),
  /** The due date that would be next, and what each day of the month makes of it. Null before the first bill. */
  'preferred-due-date': z.object({
    nextDueDate: CalendarDate.nullable(),
    days: z.array(z.object({ dayOfMonth: z.number().int(), firstDueDate: CalendarDate.nullable() })),
    monthsBetween: z.number().int(),
  }),
  /** The amount that would be due on the new date; null where nothing is owed. */
  'payment-extension': z.object({
    agreement: Installment.nullable(),
    perYear: z.number().int(),
    monthsAfterBroken: z.number().int(),
    progress,
  }),
  /** The same amount in two, three and more installments. */
  'payment-arrangement': z.object({
    totalCents: Cents,
    plans: z.array(z.array(Installment)),
    graceDays: z.number().int(),
    monthsAfterBroken: z.number().int(),
    progress,
  }),
  /**
   * The monthly amount from the last bills, and those bills beside it; for an enrolled account its own amount and the bills since.
   * The sum of the monthly amounts and `trueUpCents` is the sum of the bills: a positive true-up is added, a negative one credited.
   */
  'budget-billing': z.object({
    monthlyCents: Cents.nullable(),
    months: BudgetMonths,
    trueUpCents: Cents,
    trueUpOn: CalendarDate,
    /** The last year that was settled, and the day of that. */
    lastYear: z
      .object({ months: BudgetMonths, trueUpCents: Cents, monthlyCents: Cents, settledOn: CalendarDate })
      .nullable(),
    leastBills: z.number().int(),
  }),
  /** What the last bill and the bills of the last year would have been rounded up by. */
  'charity-round-up': z.object({
    charity: z.string(),
    lastBillCents: Cents.nullable(),
    lastRoundUpCents: Cents.nullable(),
    yearRoundUpCents: Cents,
    bills: z.number().int(),
  }),
} as const satisfies Record<ProgramName, z.ZodType>

const program = <N extends ProgramName>(name: N) =>
  z.object({
    state: z.enum(programStates),
    /** When it was agreed, and when it ended; null where the CIS switched it, or where it goes on. */
    startedOn: CalendarDate.nullable(),
    endedOn: CalendarDate.nullable(),
    /** What is agreed now; null where the account is not enrolled. */
    terms: programTerms[name].nullable() as unknown as z.ZodNullable<(typeof programTerms)[N]>,
    /** Why the account cannot enroll, or change what is agreed; empty where it can. */
    whyNot: z.array(z.enum(programReasons)),
    version: VersionOrNone,
    offer: offers[name] as (typeof offers)[N],
  })

const path = '/api/accounts/:accountId/programs'
const params = z.strictObject({ accountId: AccountId })
/** A save that changes nothing makes no task. */
const response = z.object({ taskId: Id.nullable(), version: VersionOrNone })
const shared = { method: 'PUT', action: 'program:change', masquerade: 'act: billing.programs' } as const

/** `terms` null: the account leaves the program. `version` is the one that was shown; 0 where it never was in it. */
const body = <T extends z.ZodType>(terms: T) =>
  z.strictObject({ terms: terms.nullable(), version: VersionOrNone })

const endpoints = {
  /** Every program of an account: whether it is enrolled, why it cannot be, what it costs or changes. */
  readPrograms: endpoint({
    method: 'GET',
    path,
    action: 'program:view',
    masquerade: 'read',
    params,
    response: z.object({
      accountId: AccountId,
      currency: Currency,
      today: CalendarDate,
      paperless: program('paperless'),
      preferredDueDate: program('preferred-due-date'),
      paymentExtension: program('payment-extension'),
      paymentArrangement: program('payment-arrangement'),
      budgetBilling: program('budget-billing'),
      charityRoundUp: program('charity-round-up'),
      may: may('program:change'),
    }),
  }),
  /** Bills by e-mail in place of paper, or beside it. */
  changePaperless: endpoint({
    ...shared,
    path: `${path}/paperless`,
    task: 'paperless',
    params,
    body: body(programTerms.paperless),
    response,
  }),
  /** The day of the month on which bills fall due. */
  changePreferredDueDate: endpoint({
    ...shared,
    path: `${path}/preferred-due-date`,
    task: 'preferred-due-date',
    params,
    body: body(programTerms['preferred-due-date']),
    response,
  }),
  /** More time to pay. Refuses with `program-offer-changed` what is no longer offered as it was shown. */
  changePaymentExtension: endpoint({
    ...shared,
    path: `${path}/payment-extension`,
    task: 'payment-extension',
    params,
    body: body(Installment),
    response,
  }),
  /** What is owed is paid in installments. Refuses with `program-offer-changed` where another amount is owed than was shown. */
  changePaymentArrangement: endpoint({
    ...shared,
    path: `${path}/payment-arrangement`,
    task: 'payment-arrangement',
    params,
    body: body(z.strictObject({ parts: z.number().int().min(2).max(24), totalCents: Cents.positive() })),
    response,
  }),
  /** The same amount each month. Refuses with `program-offer-changed` another amount than is offered. */
  changeBudgetBilling: endpoint({
    ...shared,
    path: `${path}/budget-billing`,
    task: 'budget-billing',
    params,
    body: body(z.strictObject({ monthlyCents: Cents.positive() })),
    response,
  }),
  /** Each bill is rounded up to a whole amount, for a charity. */
  changeCharityRoundUp: endpoint({
    ...shared,
    path: `${path}/charity-round-up`,
    task: 'charity-round-up',
    params,
    body: body(programTerms['charity-round-up']),
    response,
  }),
}

/** How an account is billed and paid over time. */
export const programs = feature({
  entitlements: { 'billing.programs': { default: true, class: 'act' } },
  actions: {
    'program:view': 'read',
    'program:change': 'act: billing.programs',
  },
  endpoints,
})
