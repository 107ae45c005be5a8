import { z } from 'zod'
import { makeRequestedLinks } from '../effects/make-requested-links.ts'
import { soonOrNever } from '../lifecycle/error-policy.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { onApproval } from '../lifecycles/on-approval.ts'

/** A customer asks for a link to an account by knowing something of it; a holder of the account or a CSR approves. */
export const accountVerification = taskType({
  name: 'account-verification',
  lifecycle: onApproval,
  payload: z.strictObject({
    verifiedBy: z.enum(['postal-code', 'phone', 'mail']),
    role: z.string().nullish(),
    isPersonAdded: z.boolean().nullish(),
    isFinanciallyResponsible: z.boolean().nullish(),
  }),
  work: makeRequestedLinks,
  errorPolicy: soonOrNever,
  expires: { 'awaiting-approval': '14 days' },
  contact: { class: 'self-service', type: 'contact' },
  toDoRole: 'customer-records',
  csrActions: {
    discard: ['draft', 'awaiting-approval', 'pending', 'error'],
    approve: ['awaiting-approval'],
    reject: ['awaiting-approval'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
