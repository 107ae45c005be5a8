/**
 * The task engine: tasks made with their change and worked to the end, against the bare INSERT and graphile-worker in the same
 * run; how soon a commit wakes the worker; what is lost or doubled when it is killed; and the Self-Service Task Query among a
 * million tasks. `--json`: one object as the last line. `--quick`: a tenth of it.
 */
import { openBenchHouse } from './bench-house.ts'
import { crashes } from './tasks/crash.ts'
import { graphilePerSecond } from './tasks/graphile.ts'
import { insertedPerSecond } from './tasks/inserted.ts'
import { measureTaskQueries } from './tasks/query.ts'
import { accountsEach, addCustomers } from './tasks/town.ts'
import { wakeP95 } from './tasks/wake.ts'
import { workedPerSecond } from './tasks/worked.ts'
import { measureZone } from './tasks/zone.ts'

const isQuick = process.argv.includes('--quick')
const requests = isQuick ? 40 : 400
const house = await openBenchHouse()
try {
  await addCustomers(house.url, requests)
  await workedPerSecond(house, requests / 10)
  const worked = await workedPerSecond(house, requests)
  console.log(`worked: ${worked.perSecond}/s (${worked.tasks} tasks in requests of ${accountsEach})`)
  const single = await workedPerSecond(house, requests, requests * 10, 1)
  console.log(`worked, one a request: ${single.perSecond}/s (${single.tasks} tasks)`)
  const inserted = await insertedPerSecond(house, requests)
  console.log(`bare INSERT: ${inserted}/s`)
  const graphile = await graphilePerSecond(house.url, worked.tasks, accountsEach)
  console.log(`graphile-worker: ${graphile}/s`)
  const wake = await wakeP95(house, isQuick ? 50 : 300)
  console.log(`commit to completed, p95: ${wake} ms`)
  const crash = await crashes(house, isQuick ? 10 : 300)
  const zone = await measureZone(house, isQuick ? 30 : 300)
  console.table(zone)
  const query = await measureTaskQueries(house, isQuick ? 100_000 : 1_000_000)
  console.table(query.figures)
  const figures = {
    worked_per_s: worked.perSecond,
    worked_single_per_s: single.perSecond,
    insert_per_s: inserted,
    graphile_per_s: graphile,
    wake_p95_ms: wake,
    crash,
    zone_p95_ms: Object.fromEntries(Object.entries(zone).map(([name, { p95 }]) => [name, p95])),
    query_p95_ms: query.query_p95_ms,
  }
  if (process.argv.includes('--json')) console.log(JSON.stringify(figures))
} finally {
  await house.close()
}
