import { randomUUID } from 'node:crypto'
import { inTransaction } from '#database/transaction.ts'
import { record } from '#record/record.ts'
import { job } from '#worker/job.ts'
import { expireTasks as expireSome } from './queries.ts'

const most = 500

/** Expires the tasks that have passed their time limit, and writes a line in the log and in the record for each. */
export const expireTasks = job({
  name: 'expire-tasks',
  everyMs: 30_000,
  run: async ({ pool, grant, signal }) => {
    while (!signal.aborted) {
      const expired = await inTransaction(
        pool,
        (sql) => expireSome(sql, grant, { most }),
        async (sql, tasks) => {
          const entries = tasks.map(({ taskId, accountId, webUserId }) => ({
            event: 'changed' as const,
            action: 'task:expire',
            taskId,
            accountId: accountId ?? undefined,
            webUserId: webUserId ?? undefined,
          }))
          await record(sql, { kind: 'system' }, randomUUID(), entries)
          return tasks.length
        },
      )
      if (expired < most) return
    }
  },
})
