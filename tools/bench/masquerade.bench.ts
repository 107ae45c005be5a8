/**
 * What a masquerade costs: its start, a portal request through it against the customer's own, and how soon a revoke is felt.
 * Against, in the same run: a bare prepared query and a bare route.
 */
import { town } from '@porchlight/server/testing/small-town.ts'
import { headersOf, openBenchApp } from './bench-app.ts'
import { type Figures, measure, print } from './measure.ts'

const app = await openBenchApp()
const { origins, send } = app
const page = `/accounts/${town.mariaAccount}/information`

const customer = await app.signedIn('portal', town.maria)
const desk = await app.signedIn('desk', 'amara.okafor')
const supervisor = await app.signedIn('desk', 'ines.ferreira')

/** Throws for any other status: it would be a mistake of the benchmark. */
async function expecting(status: number, sent: ReturnType<typeof send>) {
  const got = await sent
  if (got.status !== status)
    throw new Error(`expected ${status}, got ${got.status}: ${got.text.slice(0, 200)}`)
  return got
}

let reference = 0
async function start() {
  const body = {
    webUserId: town.maria,
    accountId: town.mariaAccount,
    purposeKind: 'call',
    purposeReference: `B-${reference++}`,
    promptVersion: 0,
    locale: 'en',
  }
  const response = await expecting(
    200,
    send(origins.desk, 'POST', '/api/desk/masquerades', desk, JSON.stringify(body)),
  )
  return JSON.parse(response.text) as { masqueradeId: string; code: string }
}
async function arrive({ masqueradeId, code }: { masqueradeId: string; code: string }) {
  const origin = origins.view.replace('*', masqueradeId)
  const form = { origin: origins.desk, 'content-type': 'application/x-www-form-urlencoded' }
  const host = { ...form, host: new URL(origin).host }
  const response = await expecting(303, send(origin, 'POST', '/arrive', host, `code=${code}`))
  const credential = /=([\w-]{43});/.exec(String(response.headers['set-cookie']))?.[1] ?? ''
  return { masqueradeId, origin, headers: headersOf('view', credential) }
}

try {
  const bare = {
    'bare query': await measure(500, () => app.database.portal`SELECT 1`),
    'bare route': await measure(500, () => expecting(200, send(origins.portal, 'GET', '/healthz'))),
  }
  const started: Awaited<ReturnType<typeof start>>[] = []
  const starts = await measure(200, async () => started.push(await start()))
  const fresh = await Promise.all(Array.from({ length: 200 }, start))
  let next = 0
  const views: Awaited<ReturnType<typeof arrive>>[] = []
  const arrivals = await measure(180, async () => {
    const one = fresh[next++]
    if (one) views.push(await arrive(one))
  })
  const [view] = views
  if (!view) throw new Error('nobody arrived')
  // Interleaved, so that what else the machine does falls on both alike.
  const asCustomer = () => expecting(200, send(origins.portal, 'GET', page, customer))
  const asMasquerade = () => expecting(200, send(view.origin, 'GET', page, view.headers))
  const rounds: (readonly [Figures, Figures])[] = []
  for (let round = 0; round < 5; round++)
    rounds.push([await measure(100, asCustomer), await measure(100, asMasquerade)] as const)
  const middle = (side: 0 | 1) =>
    rounds.map((r) => r[side]).sort((a, b) => a.cpu - b.cpu)[2] ?? rounds[0]?.[side]
  const [own, through] = [middle(0), middle(1)]
  if (!own || !through) throw new Error('nothing was measured')

  const live = views.length
  let slowest = 0
  const revoke = await measure(40, async () => {
    const one = views.pop()
    if (!one) return
    const end = `/api/desk/masquerades/${one.masqueradeId}/end-as-supervisor`
    await expecting(200, send(origins.desk, 'POST', end, supervisor, '{}'))
    const committed = performance.now()
    await expecting(401, send(one.origin, 'GET', '/api/portal-context', one.headers))
    slowest = Math.max(slowest, performance.now() - committed)
  })
  const entry = {
    event: 'read',
    action: 'overview:view',
    actor_kind: 'csr',
    csr_id: 'amara.okafor',
    ip_address: '127.0.0.1',
    correlation_id: crypto.randomUUID(),
  }
  const appended = performance.now()
  const append = async () => {
    for (let i = 0; i < 500; i++)
      await app.database.desk`SELECT append_record(${app.database.desk.json([entry])})`
  }
  await Promise.all([append(), append(), append(), append()])
  const appendsPerSecond = Math.round(2000 / ((performance.now() - appended) / 1000))

  const rows = {
    start: starts,
    arrival: arrivals,
    'page as customer': own,
    'page as masquerade': through,
    'revoke, then refusal': revoke,
  }
  print(rows, bare)
  const summary = {
    start_p95_ms: starts.p95,
    masquerade_adds_cpu_ms: Math.round((through.cpu - own.cpu) * 1000) / 1000,
    revoke_to_refusal_max_ms: Math.round(slowest * 100) / 100,
    live_at_revoke: live,
    record_appends_per_s: appendsPerSecond,
  }
  console.log(summary)
  if (process.argv.includes('--json')) console.log(JSON.stringify({ ...summary, bare, rows }))
} finally {
  await app.close()
}
