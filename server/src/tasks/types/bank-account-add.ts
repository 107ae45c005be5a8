import { z } from 'zod'
import { soonOrNever } from '../lifecycle/error-policy.ts'
import { MaskedAccount } from '../lifecycle/payload.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { onConfirmation } from '../lifecycles/on-confirmation.ts'

/** A bank account to pay from, once small deposits have proved whose it is. */
export const bankAccountAdd = taskType({
  name: 'bank-account-add',
  lifecycle: onConfirmation,
  payload: z.strictObject({ bankAccount: MaskedAccount, kind: z.enum(['checking', 'savings']) }),
  errorPolicy: soonOrNever,
  expires: { 'awaiting-verification': '14 days' },
  toDoRole: 'payments',
  csrActions: {
    discard: ['awaiting-verification', 'error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
