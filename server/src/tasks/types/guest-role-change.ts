import { z } from 'zod'
import { soonOrNever } from '../error-policy.ts'
import { inRequest } from '../lifecycles/in-request.ts'
import { change } from '../payload.ts'
import { taskType } from '../task-type.ts'

/** A guest of an account gets another role. */
export const guestRoleChange = taskType({
  name: 'guest-role-change',
  lifecycle: inRequest,
  payload: z.strictObject({ guest: z.string(), role: change(z.string()) }),
  errorPolicy: soonOrNever,
  toDoRole: 'customer-records',
  csrActions: {
    discard: ['error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
