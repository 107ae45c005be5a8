import { z } from 'zod'
import { changedInRequest } from '#tasks/lifecycle/presets.ts'
import { change, taskType } from '#tasks/lifecycle/task-type.ts'

/** A customer lets a third party read an account's data, or ends that. */
export const dataAccess = taskType({
  ...changedInRequest,
  name: 'data-access',
  payload: z.strictObject({ thirdParty: z.string(), access: change(z.enum(['none', 'given'])) }),
  isMadeInRequest: true,
  toDoRole: 'customer-records',
})
