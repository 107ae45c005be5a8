import { z } from 'zod'
import { patiently } from '../lifecycle/error-policy.ts'
import { change } from '../lifecycle/payload.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { onApproval } from '../lifecycles/on-approval.ts'

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
