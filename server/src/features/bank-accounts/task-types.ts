import { z } from 'zod'
import { changedInRequest, doneOnConfirmation } from '#tasks/lifecycle/presets.ts'
import { change, taskType } from '#tasks/lifecycle/task-type.ts'
import { MaskedAccount } from './masked-account.ts'

/** A bank account to pay from, once small deposits have proved whose it is. */
export const bankAccountAdd = taskType({
  ...doneOnConfirmation,
  name: 'bank-account-add',
  payload: z.strictObject({ bankAccount: MaskedAccount, kind: z.enum(['checking', 'savings']) }),
  isMadeInRequest: true,
  toDoRole: 'payments',
})

/** The nickname of a bank account, or which one is chosen first. */
export const bankAccountChange = taskType({
  ...changedInRequest,
  name: 'bank-account-change',
  payload: z.strictObject({
    bankAccount: MaskedAccount,
    nickname: change(z.string()).optional(),
    isDefault: change(z.boolean()).optional(),
  }),
  isMadeInRequest: true,
  toDoRole: 'payments',
})

/** A bank account is no longer paid from. */
export const bankAccountRemove = taskType({
  ...changedInRequest,
  name: 'bank-account-remove',
  payload: z.strictObject({ bankAccount: MaskedAccount }),
  isMadeInRequest: true,
  toDoRole: 'payments',
})
