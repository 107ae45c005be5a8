import { CalendarDate } from '@porchlight/contract/values.ts'
import { z } from 'zod'
import { patiently } from '../lifecycle/error-policy.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { onDate } from '../lifecycles/on-date.ts'

/** Somebody of the utility comes by on a day. */
export const appointment = taskType({
  name: 'appointment',
  lifecycle: onDate,
  payload: z.strictObject({ on: CalendarDate, slot: z.string(), for: z.string() }),
  isDoneByUtility: true,
  errorPolicy: patiently,
  contact: { class: 'service', type: 'visit' },
  toDoRole: 'service-orders',
  csrActions: {
    discard: ['draft', 'pending', 'scheduled', 'processing', 'error'],
    reschedule: ['scheduled'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
