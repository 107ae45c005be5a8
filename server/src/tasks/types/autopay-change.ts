import { z } from 'zod'
import { soonOrNever } from '../error-policy.ts'
import { atOnce } from '../lifecycles/at-once.ts'
import { change, MaskedAccount } from '../payload.ts'
import { taskType } from '../task-type.ts'

/** Autopay draws on another bank account. */
export const autopayChange = taskType({
  name: 'autopay-change',
  lifecycle: atOnce,
  payload: z.strictObject({ bankAccount: change(MaskedAccount) }),
  errorPolicy: soonOrNever,
  toDoRole: 'payments',
  csrActions: {
    discard: ['pending', 'error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
