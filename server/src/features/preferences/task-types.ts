import { z } from 'zod'
import { changedInRequest } from '#tasks/lifecycle/presets.ts'
import { change, taskType } from '#tasks/lifecycle/task-type.ts'

/** Notifications, and the channels of each. */
export const notificationPreferences = taskType({
  ...changedInRequest,
  name: 'notification-preferences',
  payload: change(z.record(z.string(), z.strictObject({ email: z.boolean(), text: z.boolean() }))),
  isMadeInRequest: true,
  toDoRole: 'customer-records',
  replacedBy: { laterTypes: ['notification-preferences'], of: 'web-user' },
})
