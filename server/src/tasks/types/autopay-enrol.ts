import { z } from 'zod'
import { setAutopay } from '../effects/set-autopay.ts'
import { soonOrNever } from '../error-policy.ts'
import { atOnce } from '../lifecycles/at-once.ts'
import { MaskedAccount } from '../payload.ts'
import { taskType } from '../task-type.ts'

/** Bills are paid from a bank account by themselves. */
export const autopayEnrol = taskType({
  name: 'autopay-enrol',
  lifecycle: atOnce,
  payload: z.strictObject({ bankAccount: MaskedAccount, drawn: z.string() }),
  work: setAutopay(true),
  errorPolicy: soonOrNever,
  contact: { class: 'self-service', type: 'payment' },
  toDoRole: 'payments',
  csrActions: {
    discard: ['pending', 'error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
