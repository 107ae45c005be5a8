import { performance } from 'node:perf_hooks'
import type { Pool, Sql } from '@porchlight/server/database/sql.ts'
import { inTransaction } from '@porchlight/server/database/transaction.ts'
import { nickname } from '@porchlight/server/features/web-user-details/task-types.ts'
import { jobsOf } from '@porchlight/server/features.ts'
import { record } from '@porchlight/server/record/record.ts'
import { createTasks } from '@porchlight/server/tasks/making/create-task.ts'
import { startWorker } from '@porchlight/server/worker/start-worker.ts'
import type { openBenchApp } from '../bench-app.ts'
import { installation, proofOf, requestOf, seenAs } from './asking.ts'
import { accountsEach, type Customer, customerAt } from './town.ts'

type BenchApp = Awaited<ReturnType<typeof openBenchApp>>

/** Makes the change of a request: notification preferences, one row for each of its accounts. */
const change = (sql: Sql, { webUserId }: Customer, accountIds: readonly number[]) =>
  sql.unsafe(
    `INSERT INTO notification_preferences (web_user_id, account_id, choices)
     SELECT $1, a, '{"bill-ready": {"email": true, "text": false}}' FROM unnest($2::bigint[]) a
     ON CONFLICT (web_user_id, account_id) DO UPDATE SET version = notification_preferences.version + 1`,
    [webUserId, accountIds as number[]],
    { prepare: true },
  )

/** Makes one request: sets the web user for row-level security, then writes its changes, its tasks with their log, and its lines in the record. */
async function request(pool: Pool, customer: Customer, accountIds: readonly number[]): Promise<void> {
  await inTransaction(pool, seenAs(customer), async (sql) => {
    const { actor, context } = requestOf(sql, customer)
    await change(sql, customer, accountIds)
    const tasks = accountIds.map((accountId) => ({
      taskType: nickname,
      state: 'pending' as const,
      accountId,
      payload: { nickname: { before: '', after: 'Home' } },
    }))
    const made = await createTasks(context, tasks)
    const entries = made.map(({ taskId }, at) => ({
      event: 'changed' as const,
      action: 'preferences:change',
      taskId,
      accountId: accountIds[at],
    }))
    await record(sql, actor, context.correlationId, entries, proofOf(customer))
  })
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5))
}

export type Worked = { perSecond: number; tasks: number }

/**
 * Measures from the first BEGIN until the last task is completed. `clients` connections make requests of `perRequest` tasks, each request for another
 * customer, while the worker works them. Each task has a changed row, two log lines, an effect, and two lines in the record.
 */
export async function workedPerSecond(
  app: BenchApp,
  customers: number,
  requests = customers,
  perRequest = accountsEach,
  clients = 4,
): Promise<Worked> {
  const { owner, database } = app
  const done = async () => {
    const [row] =
      await owner`SELECT NOT EXISTS (SELECT 1 FROM self_service_tasks WHERE due_at IS NOT NULL) AS is_done`
    return row?.isDone === true
  }
  await owner.unsafe('CHECKPOINT')
  const worker = startWorker({ database, installation, jobs: jobsOf(installation) })
  await until(done)
  const [before] = await owner`SELECT count(*)::int AS n FROM self_service_tasks WHERE state = 'completed'`
  const started = performance.now()
  let at = 0
  const one = async () => {
    while (at < requests) {
      const customer = customerAt(at % customers)
      const from = Math.floor(at++ / customers) * perRequest
      await request(database.portal, customer, customer.accountIds.slice(from, from + perRequest))
    }
  }
  await Promise.all(Array.from({ length: clients }, one))
  await until(done)
  const seconds = (performance.now() - started) / 1000
  await worker.stop()
  const [after] = await owner`SELECT count(*)::int AS n FROM self_service_tasks WHERE state = 'completed'`
  const tasks = requests * perRequest
  if (after?.n - before?.n !== tasks) throw new Error(`made ${tasks}, completed ${after?.n - before?.n}`)
  return { perSecond: Math.round(tasks / seconds), tasks }
}
