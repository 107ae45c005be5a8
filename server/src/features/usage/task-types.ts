import { z } from 'zod'
import { changedInRequest } from '#tasks/lifecycle/presets.ts'
import { taskType } from '#tasks/lifecycle/task-type.ts'

/** Usage data that a customer uploads as a Green Button file. */
export const usageUpload = taskType({
  ...changedInRequest,
  name: 'usage-upload',
  payload: z.strictObject({ file: z.string(), months: z.number().int().nonnegative() }),
  toDoRole: 'customer-records',
})
