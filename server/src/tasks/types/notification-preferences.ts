import { z } from 'zod'
import { soonOrNever } from '../lifecycle/error-policy.ts'
import { change } from '../lifecycle/payload.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { inRequest } from '../lifecycles/in-request.ts'

/** What a customer is told of, and how. */
export const notificationPreferences = taskType({
  name: 'notification-preferences',
  lifecycle: inRequest,
  payload: change(z.record(z.string(), z.strictObject({ email: z.boolean(), text: z.boolean() }))),
  isMadeInRequest: true,
  errorPolicy: soonOrNever,
  toDoRole: 'customer-records',
  csrActions: {
    discard: ['error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
