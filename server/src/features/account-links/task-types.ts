import { z } from 'zod'
import { changedInRequest, doneOnConfirmation, workedOnApproval } from '#tasks/lifecycle/presets.ts'
import { change, taskType, type Work } from '#tasks/lifecycle/task-type.ts'
import { makeRequestedLinksOf } from './queries.ts'

/** Makes the links that were approved. Checks once more what was possible when they were asked for. */
const makeRequestedLinks: Work<unknown> = async (sql, grant, tasks) => {
  const rows = await makeRequestedLinksOf(sql, grant, { taskIds: tasks.map(({ taskId }) => taskId) })
  return rows.flatMap(({ taskId, failure }) =>
    failure === null ? [] : [{ taskId, reason: failure, isForGood: true }],
  )
}

/** A customer asks for a link to an account by something they know of it; a holder of the account or a CSR approves. */
export const accountVerification = taskType({
  ...workedOnApproval,
  name: 'account-verification',
  payload: z.strictObject({
    verifiedBy: z.enum(['postal-code', 'phone', 'mail']),
    role: z.string().nullish(),
    isPersonAdded: z.boolean().nullish(),
    isFinanciallyResponsible: z.boolean().nullish(),
  }),
  work: makeRequestedLinks,
  expires: { 'awaiting-approval': '14 days' },
  contact: { class: 'self-service', type: 'contact' },
  toDoRole: 'customer-records',
  csrActions: {
    ...workedOnApproval.csrActions,
    discard: ['draft', 'awaiting-approval', 'pending', 'error'],
  },
})

/** Somebody is invited to an account, in a role, by a link in a mail. */
export const guestInvite = taskType({
  ...doneOnConfirmation,
  name: 'guest-invite',
  payload: z.strictObject({ email: z.string(), role: z.string() }),
  toDoRole: 'customer-records',
  csrActions: { ...doneOnConfirmation.csrActions, resend: ['awaiting-verification'] },
})

/** A guest of an account gets another role. */
export const guestRoleChange = taskType({
  ...changedInRequest,
  name: 'guest-role-change',
  payload: z.strictObject({ guest: z.string(), role: change(z.string()) }),
  toDoRole: 'customer-records',
})

/** A guest is taken off an account. */
export const guestRemove = taskType({
  ...changedInRequest,
  name: 'guest-remove',
  payload: z.strictObject({ guest: z.string() }),
  isMadeInRequest: true,
  toDoRole: 'customer-records',
})

/** A customer takes an account off their own list. */
export const leaveAccount = taskType({
  ...changedInRequest,
  name: 'leave-account',
  payload: z.strictObject({ role: z.string(), isPersonRemoved: z.boolean() }),
  contact: { class: 'self-service', type: 'contact' },
  toDoRole: 'customer-records',
})
