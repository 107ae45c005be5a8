import { z } from 'zod'
import { MaskedAccount } from '#features/bank-accounts/index.ts'
import { changedInRequest } from '#tasks/lifecycle/presets.ts'
import { change, taskType } from '#tasks/lifecycle/task-type.ts'

const replacedByAutopay = {
  laterTypes: ['autopay-enrol', 'autopay-change', 'autopay-stop'],
  of: 'account',
} as const

/** Bills are paid from a bank account automatically. */
export const autopayEnrol = taskType({
  ...changedInRequest,
  name: 'autopay-enrol',
  payload: z.strictObject({ bankAccount: MaskedAccount, drawn: z.string() }),
  isMadeInRequest: true,
  contact: { class: 'self-service', type: 'payment' },
  toDoRole: 'payments',
  replacedBy: replacedByAutopay,
})

/** Autopay draws on another bank account, on another day, or up to another amount; or the customer decides about one bill. */
export const autopayChange = taskType({
  ...changedInRequest,
  name: 'autopay-change',
  payload: z.strictObject({
    bankAccount: change(MaskedAccount).optional(),
    drawn: change(z.string()).optional(),
    /** It pays again after the bank returned a payment. */
    autopayPaused: change(z.boolean()).optional(),
    bill: z.enum(['paid', 'left-out']).optional(),
  }),
  isMadeInRequest: true,
  toDoRole: 'payments',
  replacedBy: replacedByAutopay,
})

/** Bills are no longer paid automatically. */
export const autopayStop = taskType({
  ...changedInRequest,
  name: 'autopay-stop',
  payload: z.strictObject({ autopay: change(z.boolean()) }),
  isMadeInRequest: true,
  contact: { class: 'self-service', type: 'payment' },
  toDoRole: 'payments',
  replacedBy: replacedByAutopay,
})
