import type { Work } from '../lifecycle/task-type.ts'
import { makeRequestedLinksOf } from './queries.ts'

/** Makes the links that were asked for and approved. What was possible when it was asked is looked at once more. */
export const makeRequestedLinks: Work<unknown> = async (sql, tasks) => {
  const rows = await makeRequestedLinksOf(sql, { taskIds: tasks.map(({ taskId }) => taskId) })
  return rows.flatMap(({ taskId, failure }) =>
    failure === null ? [] : [{ taskId, reason: failure, isForGood: true }],
  )
}
