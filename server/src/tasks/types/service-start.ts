import { CalendarDate } from '@porchlight/contract/values.ts'
import { z } from 'zod'
import { patiently } from '../error-policy.ts'
import { onDate } from '../lifecycles/on-date.ts'
import { taskType } from '../task-type.ts'

/** Service at an address from a day on. */
export const serviceStart = taskType({
  name: 'service-start',
  lifecycle: onDate,
  payload: z.strictObject({ address: z.string(), services: z.string(), startOn: CalendarDate }),
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
