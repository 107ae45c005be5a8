import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { refundCauses } from './refund-causes.ts'
import { AccountId, CalendarDate, Cents, Currency, Id, may } from './values.ts'
import { Because } from './web-users.ts'

/** Why a payment cannot be given back. */
export const refundProblems = ['reversed', 'under-way', 'not-electronic'] as const

const ofAccount = z.strictObject({ accountId: AccountId })

const endpoints = {
  /** The newest payments of an account, and which of them can be given back. */
  listRefundable: endpoint({
    method: 'GET',
    path: '/api/desk/accounts/:accountId/refunds',
    action: 'payment:refund',
    masquerade: 'never',
    opens: 'account',
    params: ofAccount,
    response: z.object({
      payments: z.array(
        z.object({
          paymentId: Id,
          receivedOn: CalendarDate,
          amountCents: Cents,
          currency: Currency,
          tender: z.string(),
          paidWith: z.string().nullable(),
          /** Null where it can be given back. */
          problem: z.enum(refundProblems).nullable(),
          /** The task of its refund; null without one. */
          refundTaskId: Id.nullable(),
        }),
      ),
      /** Refunds above this need a second person. */
      fourEyesAboveCents: Cents,
      may: may('payment:refund'),
    }),
  }),
  /**
   * Gives a whole payment back to its card or bank account. Above the limit of the setting `refunds.approval-above-cents`, the task waits for
   * another CSR's approval. 409 where the payment was given back, taken back, or has a refund that is not over.
   */
  refundPayment: endpoint({
    method: 'POST',
    path: '/api/desk/accounts/:accountId/refunds',
    action: 'payment:refund',
    masquerade: 'never',
    task: 'payment-refund',
    params: ofAccount,
    body: z.strictObject({ paymentId: Id, cause: z.enum(refundCauses), reason: Because }),
    response: z.object({ taskId: Id, needsApproval: z.boolean() }),
  }),
}

export const refunds = feature({ permissions: ['payment:refund'], endpoints })
