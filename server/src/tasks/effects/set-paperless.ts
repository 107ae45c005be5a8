import type { Work } from '../lifecycle/task-type.ts'
import { notFound } from './not-found.ts'
import { setPaperlessOf } from './queries.ts'

/** Switches bills on paper off or on. */
export const setPaperless: Work<{ paperless: { after: boolean } }> = async (sql, tasks) => {
  const given = tasks.map(({ taskId, accountId, payload }) => ({
    taskId,
    accountId,
    after: payload.paperless.after,
  }))
  const found = new Set((await setPaperlessOf(sql, { tasks: given })).map((row) => row.found))
  return notFound(tasks, 'account-not-found', ({ accountId }) => found.has(accountId ?? 0))
}
