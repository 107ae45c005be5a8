import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import path from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '#database/database.ts'
import { masqueradeAs } from '#features/masquerade/masquerade.fixture.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'
import { projectFolder } from '../project-folder.ts'
import { createAccessLog } from './access-log.ts'
import { createReadiness } from './readiness.ts'
import { createMetricsServer } from './serve-metrics.ts'

const accessLines: string[] = []
const logLines: string[] = []
const log = pino({}, { write: (line: string) => logLines.push(line) })
let app: TestApp
beforeAll(async () => {
  const accessLog = createAccessLog({ write: (line) => accessLines.push(line) })
  const migrations = ['0001_people.sql', '0044_seen_from_outside.sql']
  const watchWith = { migrations, version: '9.8.7', workerLagSeconds: 60, accessLog }
  app = await createTestApp({ log }, { watchWith })
})
afterAll(() => app.close())

const ask = (url: string, host = new URL(testOrigins.portal).host) =>
  app.fastify.inject({ url, headers: { host } })
/** Past the second for which an answer of /readyz is given again. */
const freshReadiness = (changes: Partial<Parameters<typeof createReadiness>[0]> = {}) =>
  createReadiness({ database: app.database, migrations: [], workerLagSeconds: 60, ...changes })()

describe('/readyz', () => {
  test('names its checks, under any host name, and nothing of the installation', async () => {
    for (const host of [new URL(testOrigins.portal).host, 'stranger.example']) {
      const response = await ask('/readyz', host)
      expect(response.statusCode).toBe(200)
      expect(response.headers['cache-control']).toBe('no-store')
      expect(response.json()).toEqual({
        ready: true,
        checks: { database: { ok: true }, migrations: { ok: true }, worker: { ok: true, lagSeconds: 0 } },
      })
    }
  })

  test('is not ready while a migration of this version is missing, and is beside a newer version', async () => {
    const missing = await freshReadiness({ migrations: ['0001_people.sql', '9999_later.sql'] })
    expect(missing).toMatchObject({
      ready: false,
      checks: { migrations: { ok: false, missing: ['9999_later.sql'] }, database: { ok: true } },
    })
    expect(await freshReadiness({ migrations: ['0001_people.sql'] })).toMatchObject({ ready: true })
  })

  test('is not ready when due work has waited too long', async () => {
    await app.owner`INSERT INTO self_service_tasks
      (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address, self_service_user_id, payload,
       due_at, correlation_id, created_at, updated_at)
      VALUES ('one-time-payment', 'pending', ${town.mariaAccount}, 'customer', 'm.alvarez', 'm@example.com', '192.0.2.1',
        ${town.maria}, '{}', current_instant(), gen_random_uuid(), now(), now())`
    await app.advanceClock('2 minutes')
    const late = await freshReadiness()
    expect(late.ready).toBe(false)
    expect(late.checks.worker).toMatchObject({ ok: false, lagSeconds: 120 })
    expect(await freshReadiness({ workerLagSeconds: 0 })).toMatchObject({ ready: true })
    await app.owner`UPDATE self_service_tasks SET due_at = NULL`
  })

  test('a database that accepts connections and says nothing: alive, not ready, and no waiting', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const sockets: Socket[] = []
    silent.on('connection', (socket) => sockets.push(socket.on('error', () => {})))
    const { port } = silent.address() as AddressInfo
    const database = openDatabase(`postgres://me@127.0.0.1:${port}/none`, testEncryptionKey, {
      connections: 5,
    })
    const readiness = await freshReadiness({ database, patienceMs: 50 })
    expect(readiness).toMatchObject({
      ready: false,
      checks: { database: { ok: false }, migrations: { ok: false }, worker: { ok: false } },
    })
    for (const socket of sockets) socket.destroy()
    silent.close()
    await database.close().catch(() => {})
    expect((await ask('/healthz')).body).toBe('ok')
  })
})

describe('metrics', () => {
  const read = async () => {
    const server = createMetricsServer(app.watch).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const response = await fetch(`http://127.0.0.1:${port}/metrics`)
    const text = await response.text()
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404)
    server.close()
    return { type: response.headers.get('content-type'), text }
  }
  const figure = (text: string, series: string) =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${series} `))
        ?.split(' ')
        .at(-1),
    )

  test('are on no site: only on a port of their own', async () => {
    for (const origin of Object.values(testOrigins)) {
      const host = new URL(origin.replace('*', 'a'.repeat(26))).host
      const response = await ask('/metrics', host)
      expect(response.body).not.toContain('porchlight_')
    }
  })

  test('count requests by route template and status, never by the address that was asked', async () => {
    const maria = await app.asCustomer(town.maria)
    await maria.request('GET', `/accounts/${town.mariaAccount}/bills?year=2026`)
    await maria.request('GET', `/api/accounts/${town.mariaAccount}/information`)
    await maria.request('GET', '/made/up/by/a/stranger')
    await ask('/whatever', 'stranger.example')
    const { type, text } = await read()
    expect(type).toContain('text/plain; version=0.0.4')
    const series = (site: string, route: string, status: number) =>
      `porchlight_http_requests_total{method="GET",site="${site}",route="${route}",status="${status}"}`
    expect(figure(text, series('portal', '/accounts/:accountId/bills', 200))).toBe(1)
    expect(figure(text, series('portal', '/api/accounts/:accountId/information', 200))).toBe(1)
    expect(figure(text, series('portal', '(none)', 404))).toBeGreaterThanOrEqual(1)
    expect(figure(text, series('none', '(none)', 421))).toBeGreaterThanOrEqual(1)
    expect(text).not.toContain(String(town.mariaAccount))
    expect(text).not.toContain('stranger')
  })

  test('tell of the worker, the outboxes, masquerades, streams, pools and checks', async () => {
    await masqueradeAs(app, 'amara.okafor')
    await app.owner`INSERT INTO outgoing_messages (recipient, subject, body, created_at, next_attempt_at)
      VALUES ('x@example.com', 's', 'b', current_instant() - interval '5 minutes', current_instant())`
    app.watch.metrics.jobRan('work-tasks', 'failed', 0.5)
    const { text } = await read()
    expect(figure(text, 'porchlight_live_masquerades{mode="read"}')).toBe(1)
    expect(figure(text, 'porchlight_outbox_waiting{outbox="mail"}')).toBe(1)
    expect(figure(text, 'porchlight_outbox_age_seconds{outbox="mail"}')).toBeGreaterThanOrEqual(300)
    expect(figure(text, 'porchlight_outbox_waiting{outbox="cis"}')).toBe(0)
    expect(figure(text, 'porchlight_worker_lag_seconds')).toBe(0)
    // No worker runs here: what the masquerade left in the record waits to be sealed.
    expect(figure(text, 'porchlight_record_unsealed_seconds')).toBeGreaterThan(0)
    expect(figure(text, 'porchlight_record_place_failing_seconds')).toBe(0)
    expect(figure(text, 'porchlight_siem_lag_seconds')).toBe(0)
    expect(figure(text, 'porchlight_siem_waiting')).toBe(0)
    expect(figure(text, 'porchlight_live_streams')).toBe(0)
    expect(figure(text, 'porchlight_pool_connections_max{pool="view"}')).toBe(4)
    expect(figure(text, 'porchlight_pool_waiting{pool="desk"}')).toBe(0)
    expect(figure(text, 'porchlight_pool_connections{pool="desk",state="idle"}')).toBeGreaterThan(0)
    expect(figure(text, 'porchlight_check_ok{check="migrations"}')).toBe(1)
    expect(figure(text, 'porchlight_job_runs_total{job="work-tasks",outcome="failed"}')).toBe(1)
    expect(figure(text, 'porchlight_http_unavailable_total{site="desk"}')).toBe(0)
    expect(figure(text, 'porchlight_build_info{version="9.8.7"}')).toBe(1)
  })
})

test('every metric in the example alerts is there', async () => {
  const file = path.join(projectFolder(), 'docs/operating/alerts.yml')
  const named = new Set((await readFile(file, 'utf8')).match(/porchlight_[a-z_]+/g))
  const text = await app.watch.metrics.read()
  expect(named.size).toBeGreaterThan(5)
  for (const name of named) expect(text).toContain(`# TYPE ${name.replace(/_bucket$/, '')} `)
})

test('the access log has templates, and no query, address, name or number', async () => {
  accessLines.length = 0
  const maria = await app.asCustomer(town.maria)
  await maria.request('GET', `/accounts/${town.mariaAccount}/bills?year=2026&key=secret`)
  await app.visitor().request('GET', '/reset-password?key=AbCdEf0123456789')
  expect(accessLines).toHaveLength(2)
  const [bills, reset] = accessLines.map((line) => JSON.parse(line))
  expect(bills).toMatchObject({
    site: 'portal',
    route: '/accounts/:accountId/bills',
    status: 200,
    method: 'GET',
  })
  expect(Object.keys(bills).sort()).toEqual(
    [
      'bytes',
      'correlationId',
      'kind',
      'level',
      'method',
      'milliseconds',
      'route',
      'site',
      'status',
      'time',
    ].sort(),
  )
  expect(reset.route).toBe('/reset-password')
  expect(accessLines.join('')).not.toMatch(/secret|AbCdEf|192\.0\.2|2026&|alvarez/)
  expect(accessLines.join('')).not.toContain(String(town.mariaAccount))
})

test('requests that were answered 503 are logged: the first at once, then how many more', () => {
  logLines.length = 0
  const line = { method: 'GET', site: 'portal', route: '/', seconds: 1, bytes: 0, correlationId: 'c-1' }
  for (const status of [503, 503, 200]) app.watch.answered({ ...line, status })
  expect(logLines.map((one) => JSON.parse(one))).toMatchObject([
    { msg: 'a request was answered 503', correlationId: 'c-1', site: 'portal', route: '/' },
  ])
})

test('an unknown path on the plain host is 404; its page is 200', async () => {
  const plain = new URL(testOrigins.plain).host
  expect((await ask('/', plain)).statusCode).toBe(200)
  for (const path of ['/nothing', '/sign-in', '/metrics', '/api/nothing', '/.env', '//'])
    expect((await ask(path, plain)).statusCode, path).toBe(404)
})
