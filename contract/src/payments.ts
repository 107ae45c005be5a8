import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { AccountId, CalendarDate, Cents, Currency, Id } from './values.ts'

export const payments = {
  /** A payment task waiting for the third-party card page; the caller is sent to `redirectUrl`. */
  startCardPayment: endpoint({
    method: 'POST',
    path: '/api/accounts/:accountId/card-payments',
    action: 'card-payment:start',
    masquerade: 'third-party: payment.card',
    task: 'one-time-payment',
    params: z.strictObject({ accountId: AccountId }),
    body: z.strictObject({
      amountCents: Cents.positive('amount').max(99_999_99, 'amount-too-large'),
      /** Made when the form was shown: a double click pays once. */
      idempotencyKey: z.string().min(8).max(80),
    }),
    response: z.object({ taskId: Id, redirectUrl: z.url() }),
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
      amountCents: Cents,
      currency: Currency,
      createdOn: CalendarDate,
      balanceCents: Cents,
    }),
  }),
  /** The payment page's signed word on a payment. Safe to say twice. */
  settleCardPayment: endpoint({
    method: 'POST',
    path: '/api/card-payments/webhook',
    action: 'card-payment:settle',
    masquerade: 'never',
    task: null,
    body: z.object({
      id: z.string(),
      type: z.enum(['payment.succeeded', 'payment.declined']),
      sessionId: z.string(),
      reference: z.string(),
      amountCents: Cents,
      currency: Currency,
    }),
    response: z.object({}),
  }),
}
