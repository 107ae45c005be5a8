import type { Work } from '../lifecycle/task-type.ts'
import { notFound } from './not-found.ts'
import { setAutopayOf } from './queries.ts'

/** Switches autopay on or off. */
export const setAutopay =
  (isOn: boolean): Work<unknown> =>
  async (sql, tasks) => {
    const accountIds = tasks.flatMap(({ accountId }) => accountId ?? [])
    const found = new Set((await setAutopayOf(sql, { isOn, accountIds })).map((row) => row.found))
    return notFound(tasks, 'account-not-found', ({ accountId }) => found.has(accountId ?? 0))
  }
