import { z } from 'zod'
import { changedInRequest, workedOnApproval } from '#tasks/lifecycle/presets.ts'
import { taskType, type Work } from '#tasks/lifecycle/task-type.ts'
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
    verifiedBy: z.enum(['postal-code', 'phone', 'mail', 'invitation']),
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

/** A guest is taken off an account. */
export const guestRemove = taskType({
  ...changedInRequest,
  name: 'guest-remove',
  payload: z.strictObject({ guest: z.string() }),
  isMadeInRequest: true,
  toDoRole: 'customer-records',
})
