/**
 * `npm run bench -- portal [--requests 1000] [--clients 100] [--json]`: pages a second of the portal on one process, and what a page
 * takes of the application's and of PostgreSQL's CPU, against a bare Fastify route and one bare query in the same run. Statements and
 * CPU are counted one page after the other; pages a second and p99 with all clients at once. On a busy machine read the counts.
 */
import { parseArgs } from 'node:util'
import { town } from '@porchlight/server/testing/small-town.ts'
import autocannon from 'autocannon'
import { openBenchApp } from './bench-app.ts'
import { fillTwoYears } from './fill-two-years.ts'
import { type AppProcess, startApp, startCounted } from './search/measures/app-process.ts'
import { openCounter } from './search/measures/counts.ts'

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '1000' },
    clients: { type: 'string', default: '100' },
    profile: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const requests = Number(values.requests)
/** The aims of the overview: milliseconds of CPU with PostgreSQL's, statements, milliseconds at 100 clients, pages a second. */
const aims = { cpu_ms: 5, statements: 8, p99_ms: 100, pages_per_second: 400 }

type Row = {
  page: string
  statements: number
  round_trips: number
  app_cpu_ms: number
  pg_cpu_ms: number | null
  pages_per_second: number
  p50_ms: number
  p99_ms: number
  kilobytes: number
  failed: number
}

const bench = await openBenchApp(['shared_preload_libraries=pg_stat_statements'])
let processes: AppProcess[] = []
try {
  await fillTwoYears(bench.owner)
  await bench.owner.unsafe('ANALYZE')
  const { cookie } = await bench.signedIn('portal', town.maria)
  const [bill] =
    await bench.owner`SELECT max(bill_id) AS id FROM bills WHERE account_id = ${town.mariaAccount}`
  const app = await startApp(bench.url, values.profile ?? null)
  const bare = await startCounted(new URL('./portal/bare.process.ts', import.meta.url), [
    bench.url,
    String(town.mariaAccount),
  ])
  processes = [app, bare]
  const account = `/accounts/${town.mariaAccount}`
  const { host } = new URL(bench.origins.portal)
  const pages: [name: string, served: AppProcess, path: string][] = [
    ['bare route', bare, '/route'],
    ['bare query', bare, '/query'],
    ['overview', app, `${account}/overview`],
    ['bills', app, `${account}/bills`],
    ['bill', app, `${account}/bills/${bill?.id}`],
    ['pay', app, `${account}/pay`],
    ['programs', app, `${account}/programs`],
  ]
  const rows: Row[] = []
  for (const [page, served, path] of pages) {
    const url = `http://127.0.0.1:${served.port}${path}`
    // Outside the application's own roles nothing of the bare process is counted in PostgreSQL.
    const counter = await openCounter(bench.owner, served)
    const load = (amount: number, connections: number) =>
      autocannon({ url, amount, connections, headers: { host, cookie, accept: 'text/html' } })
    await load(Math.ceil(requests / 2), 4)
    const counts = await counter.during(requests, () => load(requests, 1))
    const { latency, errors, non2xx, duration, throughput } = await load(requests * 2, Number(values.clients))
    rows.push({
      page,
      statements: counts.statements,
      round_trips: counts.round_trips,
      app_cpu_ms: counts.app_cpu_ms,
      pg_cpu_ms: counts.pg_cpu_ms,
      pages_per_second: Math.round((requests * 2) / duration),
      p50_ms: latency.p50,
      p99_ms: latency.p99,
      kilobytes: Number((throughput.total / (requests * 2) / 1024).toFixed(1)),
      failed: errors + non2xx,
    })
  }
  if (values.json)
    console.log(JSON.stringify({ requests, clients: Number(values.clients), aims, pages: rows }))
  else console.table(rows)
} finally {
  await Promise.all(processes.map((one) => one.close()))
  await bench.close()
}
