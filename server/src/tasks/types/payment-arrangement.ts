import { z } from 'zod'
import { patiently } from '../lifecycle/error-policy.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { onAgreement } from '../lifecycles/on-agreement.ts'

/** What is owed is paid in parts; staff agree to an amount. */
export const paymentArrangement = taskType({
  name: 'payment-arrangement',
  lifecycle: onAgreement,
  payload: z.strictObject({ parts: z.number().int().min(2).max(24), first: z.string() }),
  isDoneByUtility: true,
  errorPolicy: patiently,
  contact: { class: 'billing', type: 'payment' },
  toDoRole: 'payments',
  csrActions: {
    discard: ['draft', 'awaiting-approval', 'pending', 'processing', 'error'],
    approve: ['awaiting-approval'],
    reject: ['awaiting-approval'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
