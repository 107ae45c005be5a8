import { z } from 'zod'
import { MaskedAccount } from '#features/bank-accounts/index.ts'
import { changedInRequest } from '#tasks/lifecycle/presets.ts'
import { taskType } from '#tasks/lifecycle/task-type.ts'

/** A payment was taken back: the bank returned it. The task names the one that paid. */
export const paymentReversal = taskType({
  ...changedInRequest,
  name: 'payment-reversal',
  payload: z.strictObject({ bankAccount: MaskedAccount.optional(), bankReason: z.string() }),
  isMadeInRequest: true,
  contact: { class: 'billing', type: 'payment' },
  toDoRole: 'payments',
})
