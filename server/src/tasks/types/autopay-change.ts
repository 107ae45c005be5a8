import { z } from 'zod'
import { soonOrNever } from '../lifecycle/error-policy.ts'
import { change, MaskedAccount } from '../lifecycle/payload.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { inRequest } from '../lifecycles/in-request.ts'

/** Autopay draws on another bank account. */
export const autopayChange = taskType({
  name: 'autopay-change',
  lifecycle: inRequest,
  payload: z.strictObject({ bankAccount: change(MaskedAccount) }),
  errorPolicy: soonOrNever,
  toDoRole: 'payments',
  csrActions: {
    discard: ['error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
