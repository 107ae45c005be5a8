import { z } from 'zod'
import { changedInRequest, workedAtOnce, workedOnApproval } from '#tasks/lifecycle/presets.ts'
import { change, notFound, taskType, type Work } from '#tasks/lifecycle/task-type.ts'
import { setNicknameOf } from './queries.ts'
import { setContactDetails } from './set-contact-details.ts'

/** Telephone numbers and e-mail addresses of the web user's person; staff approve what has to be checked. */
export const contactDetails = taskType({
  ...workedOnApproval,
  name: 'contact-details',
  payload: z.strictObject({
    phone: change(z.string()).optional(),
    mobile: change(z.string()).optional(),
    email: change(z.string()).optional(),
  }),
  work: setContactDetails,
  contact: { class: 'self-service', type: 'contact' },
  toDoRole: 'customer-records',
})

/** What a customer signs in with. Never the secret itself. */
export const loginChange = taskType({
  ...changedInRequest,
  name: 'login-change',
  payload: z.strictObject({
    what: z.enum([
      'password',
      'user-name',
      'email',
      'second-factor',
      'passkey',
      'email-confirmed',
      'registered',
    ]),
  }),
  isMadeInRequest: true,
  toDoRole: 'customer-records',
})

const linkKey = (accountId: number | null, webUserId: number | null) => `${accountId} ${webUserId}`

/** Sets the name by which a web user calls an account. */
const setNickname: Work<{ nickname: { after: string } }> = async (sql, grant, tasks) => {
  const changes = tasks.map(({ taskId, accountId, selfServiceUserId, payload }) => ({
    taskId,
    accountId,
    webUserId: selfServiceUserId,
    after: payload.nickname.after,
  }))
  const rows = await setNicknameOf(sql, grant, { tasks: changes })
  const changed = new Set(rows.map(({ accountId, webUserId }) => linkKey(accountId, webUserId)))
  return notFound(tasks, 'account-not-linked', (task) =>
    changed.has(linkKey(task.accountId, task.selfServiceUserId)),
  )
}

/** What a customer calls an account. */
export const nickname = taskType({
  ...workedAtOnce,
  name: 'nickname',
  payload: z.strictObject({ nickname: change(z.string().max(60)) }),
  work: setNickname,
  toDoRole: 'customer-records',
  replacedBy: { laterTypes: ['nickname'], of: 'web-user' },
})
