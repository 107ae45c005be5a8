import { z } from 'zod'
import { soonOrNever } from '../lifecycle/error-policy.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { inRequest } from '../lifecycles/in-request.ts'

/** A guest of an account is one no longer. */
export const guestRemove = taskType({
  name: 'guest-remove',
  lifecycle: inRequest,
  payload: z.strictObject({ guest: z.string() }),
  isMadeInRequest: true,
  errorPolicy: soonOrNever,
  toDoRole: 'customer-records',
  csrActions: {
    discard: ['error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
