import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { AccountId, CalendarDate, Cents, Currency, Id, Instant, may } from './values.ts'

/** A payment on the account within the last day. The portal asks before a customer pays again. */
export const RecentPayment = z.object({
  paymentId: Id,
  amountCents: Cents,
  /** This web user paid it. */
  isOwn: z.boolean(),
  /** When it was paid; null where only the day is known, which is today's. */
  paidAt: Instant.nullable(),
})
export type RecentPayment = z.infer<typeof RecentPayment>

/** What a receipt says of a booked payment, beside its amount and account. */
export const Receipt = z.object({
  /** The number of the payment. */
  paymentId: Id,
  /** Null for a payment from before receipts. */
  paidAt: Instant.nullable(),
  /** The brand and last digits of the card, or the last digits of the bank account; null where nobody has said. */
  paidWith: z.string().nullable(),
  /** The day on which the payment was given back or taken back; null where it was not. */
  reversedOn: CalendarDate.nullable(),
})
export type Receipt = z.infer<typeof Receipt>

const endpoints = {
  /** What may be paid on an account by card, and what is on its way already. */
  readCardPaymentOptions: endpoint({
    method: 'GET',
    path: '/api/accounts/:accountId/card-payments',
    action: 'card-payment:view',
    masquerade: 'read',
    params: z.strictObject({ accountId: AccountId }),
    response: z.object({
      accountId: AccountId,
      /** What is owed; negative: a credit. */
      balanceCents: Cents,
      currency: Currency,
      /** Why nobody can pay here by card; null where one can. */
      problem: z.enum(['cash-only', 'nothing-to-pay']).nullable(),
      /** For the form that is shown now: sent with it, a double click pays once. */
      idempotencyKey: z.string(),
      /** Payments of this web user whose card page is still open. `idempotencyKey` goes on with one: the same page again. */
      underWay: z.array(
        z.object({ taskId: Id, amountCents: Cents, startedAt: Instant, idempotencyKey: z.string() }),
      ),
      recentPayment: RecentPayment.nullable(),
      may: may('card-payment:start'),
    }),
  }),
  /**
   * A payment task waiting for the third-party card page; the caller is sent to `redirectUrl`. This web user's earlier card
   * pages of the account are closed, so that only one can be paid. `payment-repeated` (with the payment as `current`) and
   * `amount-over-balance` are questions: the same request with `confirmedPaymentId` or `confirmedAmountCents` answers yes.
   */
  startCardPayment: endpoint({
    method: 'POST',
    path: '/api/accounts/:accountId/card-payments',
    action: 'card-payment:start',
    masquerade: 'third-party: payment.card',
    task: 'one-time-payment',
    preparable: true,
    params: z.strictObject({ accountId: AccountId }),
    body: z.strictObject({
      amountCents: Cents.positive('amount').max(99_999_99, 'amount-too-large'),
      /** Made when the form was shown. The same key again: the same task and the same address, never a second payment. */
      idempotencyKey: z.string().min(8).max(80),
      /** The payment of the last day that the payer was told of, and pays beside. */
      confirmedPaymentId: Id.optional(),
      /** The amount above the balance that the payer was asked about. */
      confirmedAmountCents: Cents.optional(),
    }),
    response: z.object({ taskId: Id, redirectUrl: z.url() }),
  }),
  /** Takes a payment back whose card page is still open: the page is closed, and nothing can be paid there any more. */
  cancelCardPayment: endpoint({
    method: 'POST',
    path: '/api/accounts/:accountId/card-payments/:taskId/cancel',
    action: 'card-payment:cancel',
    masquerade: 'third-party: payment.card',
    task: 'one-time-payment',
    params: z.strictObject({ accountId: AccountId, taskId: Id }),
    response: z.object({ taskId: Id }),
  }),
  readCardPayment: endpoint({
    method: 'GET',
    path: '/api/accounts/:accountId/card-payments/:taskId',
    action: 'card-payment:view',
    masquerade: 'read',
    params: z.strictObject({ accountId: AccountId, taskId: Id }),
    response: z.object({
      taskId: Id,
      state: z.string(),
      /** What became of it. A card may be declined and another one taken: then it is paid. */
      outcome: z.enum(['waiting', 'paid', 'refunded', 'declined', 'expired', 'discarded']),
      /** What the provider said of the card page when we asked, and when; null before that. */
      providerSays: z.object({ state: z.string(), toldAt: Instant }).nullable(),
      /** Why the provider declined the last card; null where it did not. */
      declineReason: z.string().nullable(),
      /** The card page of a payment that was declined still takes another card. */
      isPageOpen: z.boolean(),
      /** With a payment that was booked: what the receipt says. */
      receipt: Receipt.nullable(),
      amountCents: Cents,
      currency: Currency,
      startedAt: Instant,
      /** Goes on with a payment that is waiting: the same card page again. Null where no form of ours began the payment. */
      idempotencyKey: z.string().nullable(),
      balanceCents: Cents,
      may: may('card-payment:start'),
    }),
  }),
  /**
   * Receives the payment provider's signed report of a payment. `reference` is the id of our task. Idempotent. Refuses an amount
   * or currency other than the task's with `payment-differs`, and a payment made after the end of the masquerade that opened
   * the card page with `payment-after-visit`. Both create a to-do.
   */
  settleCardPayment: endpoint({
    method: 'POST',
    path: '/api/card-payments/webhook',
    action: 'card-payment:settle',
    masquerade: 'never',
    task: null,
    body: z.object({
      id: z.string(),
      /** `payment.noted`: an event that changes nothing here. */
      type: z.enum(['payment.succeeded', 'payment.declined', 'payment.cancelled', 'payment.noted']),
      /** When the provider took or declined the card. */
      createdAt: Instant,
      sessionId: z.string(),
      reference: Id,
      amountCents: Cents,
      currency: Currency,
      /** Empty where no card was used, or the provider does not say it here. */
      cardBrand: z.string().max(40).default(''),
      cardLast4: z
        .string()
        .regex(/^(\d{4})?$/, 'not-valid')
        .default(''),
      /** With `payment.declined`: why the bank said no. */
      declineReason: z.string().max(60).optional(),
    }),
    response: z.object({}),
  }),
}

export const payments = feature({
  entitlements: {
    'payment.cancel-scheduled': { default: true, class: 'act' },
    'payment.bank': { default: false, class: 'step-up' },
    'payment.methods': { default: false, class: 'step-up' },
    autopay: { default: false, class: 'step-up' },
    'payment.card': { default: false, class: 'third-party' },
  },
  actions: {
    'card-payment:start': 'third-party: payment.card',
    'card-payment:cancel': 'third-party: payment.card',
    'card-payment:view': 'read',
    'card-payment:settle': 'never',
  },
  endpoints,
})
