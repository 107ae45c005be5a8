import { z } from 'zod'
import { patiently } from '../lifecycle/error-policy.ts'
import { MaskedAccount } from '../lifecycle/payload.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { payment } from '../lifecycles/payment.ts'

/** A payment by card at the payment page, or from a bank account on a day. */
export const oneTimePayment = taskType({
  name: 'one-time-payment',
  lifecycle: payment,
  payload: z.strictObject({ payBy: z.enum(['card', 'bank']), bankAccount: MaskedAccount.optional() }),
  isDoneByUtility: true,
  pendingFor: 'payment-page',
  errorPolicy: patiently,
  expires: { pending: '30 minutes' },
  contact: { class: 'billing', type: 'payment' },
  toDoRole: 'payments',
  csrActions: {
    discard: ['scheduled', 'processing', 'error'],
    reschedule: ['scheduled'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
