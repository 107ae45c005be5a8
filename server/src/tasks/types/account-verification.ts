import { z } from 'zod'
import { soonOrNever } from '../error-policy.ts'
import { onConfirmation } from '../lifecycles/on-confirmation.ts'
import { taskType } from '../task-type.ts'

/** A customer links an account by knowing something of it. */
export const accountVerification = taskType({
  name: 'account-verification',
  lifecycle: onConfirmation,
  payload: z.strictObject({
    verifiedBy: z.enum(['postal-code', 'phone', 'mail']),
    role: z.string().nullish(),
    isPersonAdded: z.boolean().nullish(),
    isFinanciallyResponsible: z.boolean().nullish(),
  }),
  errorPolicy: soonOrNever,
  expires: { 'awaiting-verification': '14 days' },
  contact: { class: 'self-service', type: 'contact' },
  toDoRole: 'customer-records',
  csrActions: {
    discard: ['awaiting-verification', 'error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
