import { z } from 'zod'
import { soonOrNever } from '../error-policy.ts'
import { inRequest } from '../lifecycles/in-request.ts'
import { change, MaskedAccount } from '../payload.ts'
import { taskType } from '../task-type.ts'

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
