import { randomUUID } from 'node:crypto'
import { planEachTime } from '#database/queries.ts'
import type { Sql } from '#database/sql.ts'
import { inTransaction } from '#database/transaction.ts'
import { record } from '#record/record.ts'
import type { JobWork } from '#worker/job.ts'
import { deliverTasks } from '../moving/finish-task.ts'
import { moveTasks, type OneMove } from '../moving/move-task.ts'
import { applyEffects } from './apply-effects.ts'
import { type ClaimedTask, withKnownType } from './claimed-task.ts'
import { done, failed } from './outcome.ts'
import { beginBatch, claimTasks } from './queries.ts'

/** From this batch size on, a new query plan costs less than it can save. */
const many = 20

/** Writes the outcomes of tasks: states, log, contacts, to-dos, deliveries, and one line per task in the record. */
export async function settleMoves(
  { installation, grant }: Pick<JobWork<'work-tasks'>, 'installation' | 'grant'>,
  sql: Sql,
  moves: readonly (OneMove & { task: ClaimedTask })[],
): Promise<void> {
  if (moves.length === 0) return
  const tools = { sql, grant, installation }
  await moveTasks(tools, moves)
  await deliverTasks(
    tools,
    moves.flatMap(({ task, to }) => (to === 'processing' ? [task] : [])),
  )
  const entries = moves.map(({ task: { taskId, accountId, selfServiceUserId, state }, to }) => ({
    event: 'changed' as const,
    action: 'task:work',
    taskId,
    accountId: accountId ?? undefined,
    webUserId: selfServiceUserId ?? undefined,
    details: { from: state, to },
  }))
  await record(sql, { kind: 'system' }, randomUUID(), entries)
}

/** Works claimed tasks in the claiming transaction. */
export async function workClaimed(
  tools: JobWork<'work-tasks'>,
  sql: Sql,
  tasks: readonly ClaimedTask[],
): Promise<number> {
  const { installation, grant } = tools
  const failures = await applyEffects({ sql, grant, installation }, tasks)
  const moves = tasks.map((task) => {
    const failure = failures.get(task.taskId)
    return { ...(failure ? failed({ installation }, task, failure) : done({ installation }, task)), task }
  })
  await settleMoves(tools, sql, moves)
  return tasks.length
}

/**
 * Works up to n due tasks, none of which has failed before, in one transaction. Claim, effect, state and log are committed together, so that a crash of the
 * worker neither loses nor repeats an effect. Returns the number of tasks.
 */
export async function workBatch(tools: JobWork<'work-tasks'>, most: number): Promise<number> {
  return inTransaction(
    tools.pool,
    (sql) => Promise.all([claimTasks(sql, { most }), beginBatch(sql, {})]),
    async (sql, [rows]) => {
      // A cached plan from when the table was small would scan the whole table for each large batch.
      if (rows.length > many) await planEachTime(sql, {})
      return workClaimed(tools, sql, withKnownType(rows))
    },
  )
}
