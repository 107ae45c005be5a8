import { CalendarDate } from '@porchlight/contract/values.ts'
import { z } from 'zod'
import { patiently } from '../lifecycle/error-policy.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { onApproval } from '../lifecycles/on-approval.ts'

/** Another service at an address that has one. */
export const serviceAdd = taskType({
  name: 'service-add',
  lifecycle: onApproval,
  payload: z.strictObject({ address: z.string(), service: z.string(), startOn: CalendarDate }),
  isDoneByUtility: true,
  errorPolicy: patiently,
  contact: { class: 'service', type: 'service' },
  toDoRole: 'service-orders',
  csrActions: {
    discard: ['draft', 'awaiting-approval', 'pending', 'processing', 'error'],
    approve: ['awaiting-approval'],
    reject: ['awaiting-approval'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
