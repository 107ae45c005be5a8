import { z } from 'zod'
import { patiently } from '../lifecycle/error-policy.ts'
import { change } from '../lifecycle/payload.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { onAgreement } from '../lifecycles/on-agreement.ts'

/** The same amount each month; staff name the amount. */
export const budgetBilling = taskType({
  name: 'budget-billing',
  lifecycle: onAgreement,
  payload: z.strictObject({ budgetBilling: change(z.boolean()) }),
  isDoneByUtility: true,
  errorPolicy: patiently,
  contact: { class: 'billing', type: 'payment' },
  toDoRole: 'payments',
  csrActions: {
    discard: ['draft', 'awaiting-approval', 'pending', 'processing', 'error'],
    approve: ['awaiting-approval'],
    reject: ['awaiting-approval'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
