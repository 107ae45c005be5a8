import { z } from 'zod'
import { soonOrNever } from '../lifecycle/error-policy.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { inRequest } from '../lifecycles/in-request.ts'

/** Usage data that a customer brings along, as a Green Button file. */
export const usageUpload = taskType({
  name: 'usage-upload',
  lifecycle: inRequest,
  payload: z.strictObject({ file: z.string(), months: z.number().int().nonnegative() }),
  errorPolicy: soonOrNever,
  toDoRole: 'customer-records',
  csrActions: {
    discard: ['error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
