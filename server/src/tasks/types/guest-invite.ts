import { z } from 'zod'
import { soonOrNever } from '../lifecycle/error-policy.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { onConfirmation } from '../lifecycles/on-confirmation.ts'

/** Somebody is invited to an account, in a role, by a link in a mail. */
export const guestInvite = taskType({
  name: 'guest-invite',
  lifecycle: onConfirmation,
  payload: z.strictObject({ email: z.string(), role: z.string() }),
  errorPolicy: soonOrNever,
  expires: { 'awaiting-verification': '14 days' },
  toDoRole: 'customer-records',
  csrActions: {
    discard: ['awaiting-verification', 'error'],
    resend: ['awaiting-verification'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
