import { randomUUID } from 'node:crypto'
import { record } from '#pipeline/record.ts'
import { inTransaction } from '#pipeline/transaction.ts'
import { job } from '#worker/job.ts'
import { expireTasks as expireSome } from './queries.ts'

const most = 500

/** Ends the tasks whose time is over, each with its line in the log and in the record. */
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
