import { z } from 'zod'
import { soonOrNever } from '../lifecycle/error-policy.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { inRequest } from '../lifecycles/in-request.ts'

/** Staff take a web user off an account. Its line in the contact history, with their reason, is written by the unlink. */
export const accountUnlink = taskType({
  name: 'account-unlink',
  lifecycle: inRequest,
  payload: z.strictObject({ webUserName: z.string(), role: z.string(), isPersonRemoved: z.boolean() }),
  isMadeInRequest: true,
  errorPolicy: soonOrNever,
  toDoRole: 'customer-records',
  csrActions: {
    discard: ['error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
