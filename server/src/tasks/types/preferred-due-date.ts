import { z } from 'zod'
import { patiently } from '../error-policy.ts'
import { onApproval } from '../lifecycles/on-approval.ts'
import { change } from '../payload.ts'
import { taskType } from '../task-type.ts'

/** The day of the month on which bills fall due. */
export const preferredDueDate = taskType({
  name: 'preferred-due-date',
  lifecycle: onApproval,
  payload: z.strictObject({ dayOfMonth: change(z.number().int().min(1).max(28)) }),
  isDoneByUtility: true,
  errorPolicy: patiently,
  toDoRole: 'payments',
  csrActions: {
    discard: ['draft', 'awaiting-approval', 'pending', 'processing', 'error'],
    approve: ['awaiting-approval'],
    reject: ['awaiting-approval'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
