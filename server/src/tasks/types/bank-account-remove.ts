import { z } from 'zod'
import { soonOrNever } from '../error-policy.ts'
import { atOnce } from '../lifecycles/at-once.ts'
import { MaskedAccount } from '../payload.ts'
import { taskType } from '../task-type.ts'

/** A bank account is no longer paid from. */
export const bankAccountRemove = taskType({
  name: 'bank-account-remove',
  lifecycle: atOnce,
  payload: z.strictObject({ bankAccount: MaskedAccount }),
  errorPolicy: soonOrNever,
  toDoRole: 'payments',
  csrActions: {
    discard: ['pending', 'error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
