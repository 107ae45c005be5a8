import { z } from 'zod'
import { MaskedAccount } from '#features/bank-accounts/index.ts'
import { payment } from '#tasks/lifecycle/lifecycles.ts'
import { patiently } from '#tasks/lifecycle/presets.ts'
import { taskType } from '#tasks/lifecycle/task-type.ts'

/** A payment by card at the payment page, or from a bank account on a day. */
export const oneTimePayment = taskType({
  name: 'one-time-payment',
  lifecycle: payment,
  payload: z.strictObject({
    payBy: z.enum(['card', 'bank']),
    bankAccount: MaskedAccount.optional(),
    /** The version of the terms that the payer accepted. */
    termsVersion: z.number().int().optional(),
  }),
  isDoneByUtility: true,
  pendingFor: 'payment-page',
  retries: patiently,
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
