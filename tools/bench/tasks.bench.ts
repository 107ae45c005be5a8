/**
 * Measures the task engine: tasks made with their change and completed, compared in the same run with a bare INSERT and with graphile-worker;
 * the time until a commit wakes the worker; tasks lost or doubled when the worker is killed. Measures the desk's queries too: the Self-Service
 * Task Query among a million tasks, and the Web User Summary zone. `--json`: one object as the last line. `--quick`: a tenth of it.
 */
import { openBenchApp } from './bench-app.ts'
import { engineFigures } from './tasks/engine.ts'
import { fillTaskQueries, measureTaskQueries } from './tasks/query.ts'
import { measureZone } from './tasks/zone.ts'

const isQuick = process.argv.includes('--quick')
const engine = await engineFigures(isQuick)
const app = await openBenchApp(['shared_preload_libraries=pg_stat_statements'])
try {
  const zone = await measureZone(app, isQuick ? 30 : 300)
  console.table(zone)
  await fillTaskQueries(app, isQuick ? 100_000 : 1_000_000)
  const { query_p95_ms, figures } = await measureTaskQueries(app)
  console.table(figures)
  const zone_p95_ms = Object.fromEntries(Object.entries(zone).map(([name, { p95 }]) => [name, p95]))
  if (process.argv.includes('--json')) console.log(JSON.stringify({ ...engine, query_p95_ms, zone_p95_ms }))
} finally {
  await app.close()
}
