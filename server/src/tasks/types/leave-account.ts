import { z } from 'zod'
import { soonOrNever } from '../error-policy.ts'
import { atOnce } from '../lifecycles/at-once.ts'
import { taskType } from '../task-type.ts'

/** A customer takes an account off their own list. */
export const leaveAccount = taskType({
  name: 'leave-account',
  lifecycle: atOnce,
  payload: z.strictObject({ role: z.string(), isPersonRemoved: z.boolean() }),
  errorPolicy: soonOrNever,
  contact: { class: 'self-service', type: 'contact' },
  toDoRole: 'customer-records',
  csrActions: {
    discard: ['pending', 'error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
