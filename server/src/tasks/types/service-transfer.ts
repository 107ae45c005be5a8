import { CalendarDate } from '@porchlight/contract/values.ts'
import { z } from 'zod'
import { patiently } from '../error-policy.ts'
import { onDate } from '../lifecycles/on-date.ts'
import { taskType } from '../task-type.ts'

/** Service moves with its customer to another address. */
export const serviceTransfer = taskType({
  name: 'service-transfer',
  lifecycle: onDate,
  payload: z.strictObject({ from: z.string(), to: z.string(), on: CalendarDate }),
  isDoneByUtility: true,
  errorPolicy: patiently,
  contact: { class: 'service', type: 'service' },
  toDoRole: 'service-orders',
  csrActions: {
    discard: ['draft', 'pending', 'scheduled', 'processing', 'error'],
    reschedule: ['scheduled'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
