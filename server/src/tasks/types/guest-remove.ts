import { z } from 'zod'
import { soonOrNever } from '../error-policy.ts'
import { atOnce } from '../lifecycles/at-once.ts'
import { taskType } from '../task-type.ts'

/** A guest of an account is one no longer. */
export const guestRemove = taskType({
  name: 'guest-remove',
  lifecycle: atOnce,
  payload: z.strictObject({ guest: z.string() }),
  errorPolicy: soonOrNever,
  toDoRole: 'customer-records',
  csrActions: {
    discard: ['pending', 'error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
