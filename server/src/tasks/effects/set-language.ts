import type { Locale } from '@porchlight/contract/values.ts'
import type { Work } from '../lifecycle/task-type.ts'
import { notFound } from './not-found.ts'
import { setLanguageOf } from './queries.ts'

/** Sets the language of a web user. */
export const setLanguage: Work<{ language: { after: Locale } }> = async (sql, tasks) => {
  const given = tasks.map(({ taskId, selfServiceUserId, payload }) => ({
    taskId,
    webUserId: selfServiceUserId,
    after: payload.language.after,
  }))
  const found = new Set((await setLanguageOf(sql, { tasks: given })).map((row) => row.found))
  return notFound(tasks, 'web-user-not-found', ({ selfServiceUserId }) => found.has(selfServiceUserId ?? 0))
}
