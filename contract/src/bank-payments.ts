import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { Receipt, RecentPayment } from './payments.ts'
import { AccountId, CalendarDate, Cents, Currency, Id, Instant, may, Version } from './values.ts'

/** The version of the terms under which a bank account is debited. A change of their words gets a new version. */
export const bankTermsVersion = 1
/** How far ahead a payment can be scheduled, in days. */
export const mostDaysAhead = 180

const ofAccount = z.strictObject({ accountId: AccountId })
const ofPayment = z.strictObject({ accountId: AccountId, taskId: Id })

const Usable = z.object({
  bankAccountId: Id,
  maskedNumber: z.string(),
  kind: z.string(),
  nickname: z.string(),
})

/** What is paid, from where and when; and what the payer was asked about and answered with yes. */
const payment = {
  bankAccountId: Id,
  amountCents: Cents.positive('amount').max(99_999_99, 'amount-too-large'),
  /** The utility's calendar day on which it is paid; today's at once. */
  payOn: CalendarDate,
  /** The payment of the last day that the payer was told of, and pays beside. */
  confirmedPaymentId: Id.optional(),
  /** The other scheduled payment that the payer was told of. */
  confirmedTaskId: Id.optional(),
  /** The amount above the balance, or far above the usual, that the payer was asked about. */
  confirmedAmountCents: Cents.optional(),
}

const endpoints = {
  /** What may be paid from a bank account, from which ones, and what is scheduled already. */
  readBankPaymentOptions: endpoint({
    method: 'GET',
    path: '/api/accounts/:accountId/bank-payments',
    action: 'bank-payment:view',
    masquerade: 'read',
    params: ofAccount,
    response: z.object({
      accountId: AccountId,
      /** What is owed; negative: a credit. */
      balanceCents: Cents,
      currency: Currency,
      problem: z.enum(['bank-payments-off', 'cash-only', 'nothing-to-pay']).nullable(),
      bankAccounts: z.array(Usable),
      today: CalendarDate,
      latestDay: CalendarDate,
      termsVersion: Version,
      idempotencyKey: z.string(),
      recentPayment: RecentPayment.nullable(),
      /** This web user's payments that the bank has not made yet. */
      scheduled: z.array(
        z.object({ taskId: Id, amountCents: Cents, payOn: CalendarDate, bankAccount: z.string() }),
      ),
      may: may('bank-payment:make', 'bank-payment:cancel'),
    }),
  }),
  /**
   * Pays from a bank account, today or on a later day. `payment-repeated`, `payment-planned`, `amount-over-balance` and
   * `amount-unusual` are questions: the same request with the payment, task or amount confirmed answers yes.
   */
  makeBankPayment: endpoint({
    method: 'POST',
    path: '/api/accounts/:accountId/bank-payments',
    action: 'bank-payment:make',
    masquerade: 'step-up: payment.bank',
    task: 'one-time-payment',
    params: ofAccount,
    body: z.strictObject({
      ...payment,
      /** The version of the terms that the payer accepted. */
      termsVersion: Version,
      /** Made when the form was shown. The same key again: the same task, never a second payment. */
      idempotencyKey: z.string().min(8).max(80),
    }),
    response: z.object({ taskId: Id }),
  }),
  readBankPayment: endpoint({
    method: 'GET',
    path: '/api/accounts/:accountId/bank-payments/:taskId',
    action: 'bank-payment:view',
    masquerade: 'read',
    params: ofPayment,
    response: z.object({
      taskId: Id,
      version: Version,
      /** `waiting`: at the bank. `paid`; `refused` by the bank, `returned` by it later, `reversed` by the utility; `canceled`. */
      outcome: z.enum(['scheduled', 'waiting', 'paid', 'refused', 'returned', 'reversed', 'canceled']),
      /** What the bank said, with `refused` and `returned`. */
      bankReason: z.string().nullable(),
      amountCents: Cents,
      currency: Currency,
      payOn: CalendarDate,
      /** When the bank takes the money: the next day on which banks work. */
      takenOn: CalendarDate,
      bankAccountId: Id,
      bankAccount: z.string(),
      bankAccounts: z.array(Usable),
      today: CalendarDate,
      latestDay: CalendarDate,
      startedAt: Instant,
      paidAt: Instant.nullable(),
      /** With a payment that was booked: what the receipt says. */
      receipt: Receipt.nullable(),
      balanceCents: Cents,
      may: may('bank-payment:change', 'bank-payment:cancel'),
    }),
  }),
  /** Changes a payment that is scheduled for a later day. */
  changeBankPayment: endpoint({
    method: 'POST',
    path: '/api/accounts/:accountId/bank-payments/:taskId',
    action: 'bank-payment:change',
    masquerade: 'step-up: payment.bank',
    task: 'one-time-payment',
    params: ofPayment,
    body: z.strictObject({ ...payment, version: Version }),
    response: z.object({ taskId: Id, version: Version }),
  }),
  /** Cancels a scheduled payment. */
  cancelBankPayment: endpoint({
    method: 'POST',
    path: '/api/accounts/:accountId/bank-payments/:taskId/cancel',
    action: 'bank-payment:cancel',
    masquerade: 'act: payment.cancel-scheduled',
    task: 'one-time-payment',
    params: ofPayment,
    body: z.strictObject({ version: Version }),
    response: z.object({ taskId: Id }),
  }),
}

export const bankPayments = feature({
  actions: {
    'bank-payment:view': 'read',
    'bank-payment:make': 'step-up: payment.bank',
    'bank-payment:change': 'step-up: payment.bank',
    'bank-payment:cancel': 'act: payment.cancel-scheduled',
  },
  endpoints,
})
