/**
 * Measures what a masquerade costs over two application processes: its start, a request in it beside the customer's own, and how soon a revoke in
 * one process is felt in the other while 200 are live. Compares it in the same run with the admin impersonation of better-auth, with a bare query and
 * a bare route. The ratios and counts hold on any machine; the milliseconds are this one's. `--json`: one object as the last line. `--quick`.
 */
import { openBenchApp } from './bench-app.ts'
import { figuresOf } from './masquerade/figures.ts'
import { openBetterAuth, openProduct, type Side } from './masquerade/sides.ts'
import { measure } from './measure.ts'

const isQuick = process.argv.includes('--quick')
const app = await openBenchApp(['shared_preload_libraries=pg_stat_statements'])
const opened: Side[] = []
try {
  await app.owner.unsafe('CREATE EXTENSION pg_stat_statements')
  const ours = await openProduct(app)
  opened.push(ours)
  const theirs = await openBetterAuth(app)
  opened.push(theirs)
  const bare = {
    query_ms: (await measure(300, () => app.database.portal`SELECT 1`)).p50,
    route_ms: (await measure(300, () => ours.processes[0].send(app.origins.portal, 'GET', '/healthz'))).p50,
  }
  const appended = await appendsPerSecond()
  const [porchlight, betterAuth] = await figuresOf([ours, theirs], app.owner, isQuick)
  const ratio = (one: number, other: number) => Math.round((one / other) * 100) / 100
  const ratios = {
    'start: porchlight ÷ better-auth': ratio(porchlight.start.p50_ms, betterAuth.start.p50_ms),
    'masquerade ÷ customer, CPU (porchlight)': ratio(
      porchlight.masquerade.cpu_ms,
      porchlight.customer.cpu_ms,
    ),
    'masquerade ÷ customer, CPU (better-auth)': ratio(
      betterAuth.masquerade.cpu_ms,
      betterAuth.customer.cpu_ms,
    ),
    'request in a masquerade: porchlight ÷ better-auth, CPU': ratio(
      porchlight.masquerade.cpu_ms,
      betterAuth.masquerade.cpu_ms,
    ),
    'revoke to refusal, slowest: porchlight ÷ better-auth': ratio(
      porchlight.revoke.to_refusal_max_ms,
      betterAuth.revoke.to_refusal_max_ms,
    ),
  }
  for (const [name, { start, customer, masquerade, page, pageInMasquerade, revoke }] of Object.entries({
    porchlight,
    betterAuth,
  })) {
    console.log(name, revoke)
    console.table({ start, customer, masquerade, ...(page && { page, pageInMasquerade }) })
  }
  console.table(ratios)
  if (process.argv.includes('--json'))
    console.log(JSON.stringify({ porchlight, betterAuth, ratios, bare, record_appends_per_s: appended }))
} finally {
  for (const side of opened) await side.close()
  await app.close()
}

/** Lines of the record in a second, each in a transaction of its own, from four connections. */
async function appendsPerSecond(): Promise<number> {
  const { desk } = app.database
  const who = { actor_kind: 'csr', csr_id: 'amara.okafor', ip_address: '127.0.0.1' }
  const entry = { ...who, event: 'read', action: 'overview:view', correlation_id: crypto.randomUUID() }
  const began = performance.now()
  const append = async () => {
    for (let i = 0; i < 250; i++) await desk`SELECT append_record(${desk.json([entry])})`
  }
  await Promise.all([append(), append(), append(), append()])
  return Math.round(1000 / ((performance.now() - began) / 1000))
}
