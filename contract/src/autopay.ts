import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { AccountId, CalendarDate, Cents, Currency, Id, may, Version, VersionOrNone } from './values.ts'

/** The version of the terms under which bills are debited automatically. A change of their words gets a new version. */
export const autopayTermsVersion = 1

const path = '/api/accounts/:accountId/autopay'
const ofAccount = z.strictObject({ accountId: AccountId })

/** What the customer chooses. */
const chosen = {
  bankAccountId: Id,
  /** Null: on the due date of each bill. A day after the due date counts as the due date. */
  dayOfMonth: z.number('not-valid').int('not-valid').min(1, 'not-valid').max(28, 'not-valid').nullable(),
  /** A bill above it is not paid before the customer says so. Null: no limit of the customer's own. */
  limitCents: Cents.positive('amount').max(99_999_99, 'amount-too-large').nullable(),
  /** The version of the terms that the customer accepted. */
  termsVersion: Version,
}

/** What autopay does about one bill. `held`: it waits for the customer. */
export const autopayRunStates = ['planned', 'held', 'ordered', 'nothing', 'skipped'] as const

const Run = z.object({
  autopayRunId: Id,
  billId: Id,
  state: z.enum(autopayRunStates),
  amountCents: Cents,
  payOn: CalendarDate,
  /** The payment, once it was made. */
  taskId: Id.nullable(),
})

const endpoints = {
  /** Whether bills are paid automatically, from where and when, and what is next. */
  readAutopay: endpoint({
    method: 'GET',
    path,
    action: 'autopay:view',
    masquerade: 'read',
    params: ofAccount,
    response: z.object({
      accountId: AccountId,
      currency: Currency,
      /** `here`: set up in the portal. `elsewhere`: the utility collects by an order outside the portal. */
      state: z.enum(['off', 'here', 'elsewhere']),
      problem: z.enum(['bank-payments-off', 'cash-only', 'account-closed']).nullable(),
      /** What is set up. The bank account of another web user shows its last digits only. */
      current: z
        .object({
          bankAccountId: Id.nullable(),
          bankAccount: z.string(),
          dayOfMonth: z.number().int().nullable(),
          limitCents: Cents.nullable(),
          startedOn: CalendarDate,
          /** The bank's reason for the return of a payment, after which autopay waits for its customer; null while it pays. */
          pausedBecause: z.string().nullable(),
          isOwn: z.boolean(),
        })
        .nullable(),
      /** Why the last one ended, if it was not stopped by a person. */
      endedBy: z.enum(['bank-account', 'unlinked', 'source', 'closed']).nullable(),
      version: VersionOrNone,
      bankAccounts: z.array(
        z.object({ bankAccountId: Id, maskedNumber: z.string(), kind: z.string(), nickname: z.string() }),
      ),
      /** The newest bill that is not paid: what autopay would take, and on which day for each choice of a day. */
      nextBill: z.object({ amountCents: Cents, dueDate: CalendarDate }).nullable(),
      /** The newest first, at most twelve. */
      runs: z.array(Run),
      /** Above this amount autopay asks first; null for an account with too few payments. */
      asksAboveCents: Cents.nullable(),
      today: CalendarDate,
      termsVersion: Version,
      may: may('autopay:change', 'autopay:stop', 'autopay:decide'),
    }),
  }),
  enrollAutopay: endpoint({
    method: 'POST',
    path,
    action: 'autopay:change',
    masquerade: 'step-up: autopay',
    task: 'autopay-enrol',
    params: ofAccount,
    body: z.strictObject({ ...chosen, version: VersionOrNone }),
    response: z.object({ taskId: Id.nullable(), version: Version }),
  }),
  changeAutopay: endpoint({
    method: 'PUT',
    path,
    action: 'autopay:change',
    masquerade: 'step-up: autopay',
    task: 'autopay-change',
    params: ofAccount,
    body: z.strictObject({ ...chosen, version: Version }),
    response: z.object({ taskId: Id.nullable(), version: Version }),
  }),
  /** Stops autopay, also one that was set up elsewhere. A payment that was ordered already goes on. */
  stopAutopay: endpoint({
    method: 'POST',
    path: `${path}/stop`,
    action: 'autopay:stop',
    masquerade: 'step-up: autopay',
    task: 'autopay-stop',
    params: ofAccount,
    body: z.strictObject({ version: VersionOrNone }),
    response: z.object({ taskId: Id.nullable(), version: VersionOrNone }),
  }),
  /** The customer lets autopay pay a bill that it held, or leaves one out. */
  decideAutopayRun: endpoint({
    method: 'POST',
    path: `${path}/runs/:autopayRunId`,
    action: 'autopay:decide',
    masquerade: 'step-up: autopay',
    task: 'autopay-change',
    params: z.strictObject({ accountId: AccountId, autopayRunId: Id }),
    body: z.strictObject({ decision: z.enum(['pay', 'skip'], 'not-valid') }),
    response: z.object({ state: z.enum(autopayRunStates) }),
  }),
}

export const autopay = feature({
  actions: {
    'autopay:view': 'read',
    'autopay:change': 'step-up: autopay',
    'autopay:stop': 'step-up: autopay',
    'autopay:decide': 'step-up: autopay',
  },
  endpoints,
})
