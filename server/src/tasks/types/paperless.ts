import { z } from 'zod'
import { setPaperless } from '../effects/set-paperless.ts'
import { soonOrNever } from '../lifecycle/error-policy.ts'
import { change } from '../lifecycle/payload.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { atOnce } from '../lifecycles/at-once.ts'

/** Bills by e-mail in place of paper, or the other way around. */
export const paperless = taskType({
  name: 'paperless',
  lifecycle: atOnce,
  payload: z.strictObject({ paperless: change(z.boolean()) }),
  work: setPaperless,
  errorPolicy: soonOrNever,
  contact: { class: 'self-service', type: 'contact' },
  toDoRole: 'customer-records',
  csrActions: {
    discard: ['pending', 'error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
