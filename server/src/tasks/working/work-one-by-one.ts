import { inTransaction } from '#database/transaction.ts'
import type { JobWork } from '#worker/job.ts'
import { withKnownType } from './claimed-task.ts'
import { failed } from './outcome.ts'
import { claimTask, dueTasks } from './queries.ts'
import { settleMoves, workClaimed } from './work-batch.ts'

const claim = (taskId: number) => (sql: Parameters<typeof claimTask>[0]) => claimTask(sql, { taskId })

/** Works one task in its own transaction; records a failure in a second transaction. */
async function workOne(tools: JobWork<'work-tasks'>, taskId: number): Promise<number> {
  const { pool, installation } = tools
  try {
    return await inTransaction(pool, claim(taskId), (sql, rows) =>
      workClaimed(tools, sql, withKnownType(rows)),
    )
  } catch (err) {
    installation.log.error({ err, taskId }, 'a task failed')
    const failure = { reason: 'unexpected-error', isForGood: false }
    return inTransaction(pool, claim(taskId), async (sql, rows) => {
      const tasks = withKnownType(rows)
      await settleMoves(
        tools,
        sql,
        tasks.map((task) => ({ ...failed({ installation }, task, failure), task })),
      )
      return tasks.length
    })
  }
}

/**
 * Works up to n due tasks, each in its own transaction: those that have failed before, or the others. Throws where a failure
 * cannot be recorded either.
 */
export async function workOneByOne(
  tools: JobWork<'work-tasks'>,
  { haveFailed, most }: { haveFailed: boolean; most: number },
): Promise<number> {
  let worked = 0
  for (const { taskId } of await dueTasks(tools.pool, { haveFailed, most })) {
    if (tools.signal.aborted) break
    worked += await workOne(tools, taskId)
  }
  return worked
}
