import { z } from 'zod'
import { setAutopay } from '../effects/set-autopay.ts'
import { soonOrNever } from '../lifecycle/error-policy.ts'
import { MaskedAccount } from '../lifecycle/payload.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { atOnce } from '../lifecycles/at-once.ts'

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
