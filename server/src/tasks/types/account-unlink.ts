import { z } from 'zod'
import { soonOrNever } from '../error-policy.ts'
import { atOnce } from '../lifecycles/at-once.ts'
import { taskType } from '../task-type.ts'

/** Staff take a web user off an account. */
export const accountUnlink = taskType({
  name: 'account-unlink',
  lifecycle: atOnce,
  payload: z.strictObject({ webUserName: z.string(), role: z.string(), isPersonRemoved: z.boolean() }),
  errorPolicy: soonOrNever,
  contact: { class: 'self-service', type: 'contact' },
  toDoRole: 'customer-records',
  csrActions: {
    discard: ['pending', 'error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
