import { z } from 'zod'
import { patiently } from '../lifecycle/error-policy.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { onApproval } from '../lifecycles/on-approval.ts'

/** A reading that the customer took; staff look at one that is unlikely. */
export const meterReading = taskType({
  name: 'meter-reading',
  lifecycle: onApproval,
  payload: z.strictObject({ reading: z.number().int().nonnegative(), unit: z.string() }),
  isDoneByUtility: true,
  errorPolicy: patiently,
  contact: { class: 'self-service', type: 'meter' },
  toDoRole: 'service-orders',
  csrActions: {
    discard: ['draft', 'awaiting-approval', 'pending', 'processing', 'error'],
    approve: ['awaiting-approval'],
    reject: ['awaiting-approval'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
