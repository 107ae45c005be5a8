import { Locale } from '@porchlight/contract/values.ts'
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

/** The language in which a customer reads the portal and its mail. */
export const language = taskType({
  ...changedInRequest,
  name: 'language',
  payload: z.strictObject({ language: change(Locale) }),
  isMadeInRequest: true,
  toDoRole: 'customer-records',
  replacedBy: { laterTypes: ['language'], of: 'web-user' },
})
