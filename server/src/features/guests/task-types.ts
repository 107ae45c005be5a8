import { z } from 'zod'
import { changedInRequest, doneOnConfirmation } from '#tasks/lifecycle/presets.ts'
import { change, taskType } from '#tasks/lifecycle/task-type.ts'

/** Somebody is invited to an account, in a role, by a link in a mail. */
export const guestInvite = taskType({
  ...doneOnConfirmation,
  name: 'guest-invite',
  payload: z.strictObject({ email: z.string(), role: z.string() }),
  isMadeInRequest: true,
  toDoRole: 'customer-records',
  csrActions: { ...doneOnConfirmation.csrActions, resend: ['awaiting-verification'] },
})

/** A guest of an account gets another role. */
export const guestRoleChange = taskType({
  ...changedInRequest,
  name: 'guest-role-change',
  payload: z.strictObject({ guest: z.string(), role: change(z.string()) }),
  isMadeInRequest: true,
  toDoRole: 'customer-records',
})

/** A customer takes an account off their own list. */
export const leaveAccount = taskType({
  ...changedInRequest,
  name: 'leave-account',
  payload: z.strictObject({ role: z.string(), isPersonRemoved: z.boolean() }),
  isMadeInRequest: true,
  contact: { class: 'self-service', type: 'contact' },
  toDoRole: 'customer-records',
})
