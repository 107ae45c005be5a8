import { z } from 'zod'
import { soonOrNever } from '../lifecycle/error-policy.ts'
import { change } from '../lifecycle/payload.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { inRequest } from '../lifecycles/in-request.ts'

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
