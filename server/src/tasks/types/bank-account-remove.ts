import { z } from 'zod'
import { soonOrNever } from '../lifecycle/error-policy.ts'
import { MaskedAccount } from '../lifecycle/payload.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { inRequest } from '../lifecycles/in-request.ts'

/** A bank account is no longer paid from. */
export const bankAccountRemove = taskType({
  name: 'bank-account-remove',
  lifecycle: inRequest,
  payload: z.strictObject({ bankAccount: MaskedAccount }),
  errorPolicy: soonOrNever,
  toDoRole: 'payments',
  csrActions: {
    discard: ['error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
