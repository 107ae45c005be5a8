import { CalendarDate } from '@porchlight/contract/values.ts'
import { z } from 'zod'
import { patiently } from '../lifecycle/error-policy.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { onApproval } from '../lifecycles/on-approval.ts'

/** More time to pay. */
export const paymentExtension = taskType({
  name: 'payment-extension',
  lifecycle: onApproval,
  payload: z.strictObject({ payUntil: CalendarDate }),
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
