import { z } from 'zod'
import { patiently } from '../lifecycle/error-policy.ts'
import { change } from '../lifecycle/payload.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { atOnce } from '../lifecycles/at-once.ts'

/** Each bill is rounded up for a good cause, or no longer. */
export const charityRoundUp = taskType({
  name: 'charity-round-up',
  lifecycle: atOnce,
  payload: z.strictObject({ roundUp: change(z.boolean()) }),
  isDoneByUtility: true,
  errorPolicy: patiently,
  toDoRole: 'payments',
  csrActions: {
    discard: ['pending', 'processing', 'error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
