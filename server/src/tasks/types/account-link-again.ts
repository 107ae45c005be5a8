import { z } from 'zod'
import { soonOrNever } from '../lifecycle/error-policy.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { inRequest } from '../lifecycles/in-request.ts'

/** Staff undo that they took a web user off an account: it names the task that it reverses. */
export const accountLinkAgain = taskType({
  name: 'account-link-again',
  lifecycle: inRequest,
  payload: z.strictObject({ webUserName: z.string(), isPersonRestored: z.boolean() }),
  isMadeInRequest: true,
  errorPolicy: soonOrNever,
  toDoRole: 'customer-records',
  csrActions: {
    discard: ['pending', 'error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
