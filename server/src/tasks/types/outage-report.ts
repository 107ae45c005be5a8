import { z } from 'zod'
import { soonOrNever } from '../lifecycle/error-policy.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { atOnce } from '../lifecycles/at-once.ts'

/** The customer has no power, or something is dangerous. */
export const outageReport = taskType({
  name: 'outage-report',
  lifecycle: atOnce,
  payload: z.strictObject({ address: z.string(), what: z.string() }),
  isDoneByUtility: true,
  errorPolicy: soonOrNever,
  contact: { class: 'service', type: 'outage' },
  toDoRole: 'service-orders',
  csrActions: {
    discard: ['pending', 'processing', 'error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
