import { z } from 'zod'
import { soonOrNever } from '../lifecycle/error-policy.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { inRequest } from '../lifecycles/in-request.ts'

/** What a customer signs in with. Never the secret itself. */
export const loginChange = taskType({
  name: 'login-change',
  lifecycle: inRequest,
  payload: z.strictObject({
    what: z.enum(['password', 'user-name', 'email', 'second-factor', 'passkey', 'email-confirmed']),
  }),
  isMadeInRequest: true,
  errorPolicy: soonOrNever,
  toDoRole: 'customer-records',
  csrActions: {
    discard: ['error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
