import { setTimeout as sleep } from 'node:timers/promises'
import { inTransaction } from '@porchlight/server/database/transaction.ts'
import { nickname } from '@porchlight/server/features/web-user-details/task-types.ts'
import { jobsOf } from '@porchlight/server/features.ts'
import { createTask } from '@porchlight/server/tasks/making/create-task.ts'
import { startWorker } from '@porchlight/server/worker/start-worker.ts'
import type { openBenchApp } from '../bench-app.ts'
import { installation, requestOf, seenAs } from './asking.ts'
import { customerAt } from './town.ts'

type BenchApp = Awaited<ReturnType<typeof openBenchApp>>

/**
 * Measures how long an idle worker takes to complete a task (notification, claim, effect, log): from the commit of the request that made
 * it to the commit that completed it, by the database's clock. Returns the 95th percentile of `count` tasks, in milliseconds.
 */
export async function wakeP95(app: BenchApp, customers: number, count: number): Promise<number> {
  const { database, owner } = app
  const worker = startWorker({ database, installation, jobs: jobsOf(installation) })
  const times: number[] = []
  for (let at = -5; at < count; at++) {
    await sleep(20 + Math.random() * 20)
    const customer = customerAt((at + 5) % customers)
    const { taskId } = await inTransaction(database.portal, seenAs(customer), (sql) =>
      createTask(requestOf(sql, customer).context, {
        taskType: nickname,
        state: 'pending',
        accountId: customer.accountIds[0] ?? 0,
        payload: { nickname: { before: '', after: `Home ${at}` } },
      }),
    )
    const committed = performance.now()
    let isDone = false
    while (!isDone) {
      const [row] =
        await owner`SELECT is_final FROM self_service_tasks WHERE self_service_task_id = ${taskId}`
      isDone = row?.isFinal === true
    }
    if (at >= 0) times.push(performance.now() - committed)
  }
  await worker.stop()
  times.sort((a, b) => a - b)
  return Math.round((times[Math.floor(times.length * 0.95)] ?? Number.NaN) * 10) / 10
}
