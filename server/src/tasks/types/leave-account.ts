import { z } from 'zod'
import { soonOrNever } from '../lifecycle/error-policy.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { inRequest } from '../lifecycles/in-request.ts'

/** A customer takes an account off their own list. */
export const leaveAccount = taskType({
  name: 'leave-account',
  lifecycle: inRequest,
  payload: z.strictObject({ role: z.string(), isPersonRemoved: z.boolean() }),
  errorPolicy: soonOrNever,
  contact: { class: 'self-service', type: 'contact' },
  toDoRole: 'customer-records',
  csrActions: {
    discard: ['error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
