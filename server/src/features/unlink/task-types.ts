import { z } from 'zod'
import { changedInRequest } from '#tasks/lifecycle/presets.ts'
import { taskType } from '#tasks/lifecycle/task-type.ts'

/** Staff take a web user off an account. The unlink itself writes the contact history line, with the reason. */
export const accountUnlink = taskType({
  ...changedInRequest,
  name: 'account-unlink',
  payload: z.strictObject({ webUserName: z.string(), role: z.string(), isPersonRemoved: z.boolean() }),
  isMadeInRequest: true,
  toDoRole: 'customer-records',
})

/** Staff undo an unlink. The task names the one that it reverses. */
export const accountLinkAgain = taskType({
  ...changedInRequest,
  name: 'account-link-again',
  payload: z.strictObject({ webUserName: z.string(), isPersonRestored: z.boolean() }),
  isMadeInRequest: true,
  toDoRole: 'customer-records',
  csrActions: { ...changedInRequest.csrActions, discard: ['pending', 'error'] },
})
