import type { Work } from '../lifecycle/task-type.ts'
import { notFound } from './not-found.ts'
import { setNicknameOf } from './queries.ts'

const link = (accountId: number | null, webUserId: number | null) => `${accountId} ${webUserId}`

/** Gives an account the name that its web user calls it by. */
export const setNickname: Work<{ nickname: { after: string } }> = async (sql, tasks) => {
  const given = tasks.map(({ taskId, accountId, selfServiceUserId, payload }) => ({
    taskId,
    accountId,
    webUserId: selfServiceUserId,
    after: payload.nickname.after,
  }))
  const rows = await setNicknameOf(sql, { tasks: given })
  const found = new Set(rows.map(({ accountId, webUserId }) => link(accountId, webUserId)))
  return notFound(tasks, 'account-not-linked', (task) =>
    found.has(link(task.accountId, task.selfServiceUserId)),
  )
}
