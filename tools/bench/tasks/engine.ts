import { openBenchApp } from '../bench-app.ts'
import { crashes } from './crash.ts'
import { graphilePerSecond } from './graphile.ts'
import { insertedPerSecond } from './inserted.ts'
import { accountsEach, addCustomers } from './town.ts'
import { wakeP95 } from './wake.ts'
import { workedPerSecond } from './worked.ts'

/** Measures the engine: throughput compared with a bare INSERT and with graphile-worker, time to wake, and losses after a crash. */
export async function engineFigures(isQuick: boolean) {
  const requests = isQuick ? 40 : 400
  const app = await openBenchApp()
  try {
    await addCustomers(app.url, requests)
    await workedPerSecond(app, requests / 10)
    const worked = await workedPerSecond(app, requests)
    console.log(
      `made with their change and worked: ${worked.perSecond}/s (${worked.tasks} tasks, ${accountsEach} a request)`,
    )
    const single = await workedPerSecond(app, requests, requests * 10, 1, 8)
    console.log(`the same, one a request from eight clients: ${single.perSecond}/s (${single.tasks} tasks)`)
    const inserted = await insertedPerSecond(app, requests)
    console.log(`bare INSERT, ${accountsEach} a statement: ${inserted}/s`)
    const graphile = await graphilePerSecond(app.url, worked.tasks, accountsEach)
    console.log(`graphile-worker, jobs that do nothing, ${accountsEach} a statement: ${graphile}/s`)
    const wake = await wakeP95(app, requests, isQuick ? 50 : 300)
    console.log(`from a request's commit to the task completed, p95: ${wake} ms`)
    const crash = await crashes(app, isQuick ? 10 : 300)
    return {
      worked_per_s: worked.perSecond,
      worked_single_per_s: single.perSecond,
      insert_per_s: inserted,
      graphile_per_s: graphile,
      wake_p95_ms: wake,
      crash,
    }
  } finally {
    await app.close()
  }
}
