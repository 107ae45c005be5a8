import { z } from 'zod'
import { setAutopay } from '../effects/set-autopay.ts'
import { soonOrNever } from '../lifecycle/error-policy.ts'
import { change } from '../lifecycle/payload.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { atOnce } from '../lifecycles/at-once.ts'

/** Bills are no longer paid by themselves. */
export const autopayStop = taskType({
  name: 'autopay-stop',
  lifecycle: atOnce,
  payload: z.strictObject({ autopay: change(z.boolean()) }),
  work: setAutopay(false),
  errorPolicy: soonOrNever,
  contact: { class: 'self-service', type: 'payment' },
  toDoRole: 'payments',
  csrActions: {
    discard: ['pending', 'error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
