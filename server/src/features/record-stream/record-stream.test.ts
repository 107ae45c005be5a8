import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import { createServer as createTlsServer } from 'node:tls'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { addEntries, emptyRecord, seal } from '#features/the-record/record.fixture.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { streamRecord } from './jobs.ts'
import { selfSigned } from './self-signed.fixture.ts'
import type { Collector, StreamSettings } from './settings.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
  // However long a test takes, the wait after a failure does not run out by itself.
  await app.stopClock()
})
afterAll(() => app.close())
beforeEach(async () => {
  await emptyRecord(app.owner)
  await app.owner`TRUNCATE record_streams`
})
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

const settingsOf = (collector: Collector, more: Partial<StreamSettings> = {}): StreamSettings => ({
  collector,
  hasValues: false,
  from: 'beginning',
  ...more,
})
/** Runs the job once, as the worker does each second. */
const run = (recordStream: StreamSettings | null) =>
  streamRecord.run({
    pool: app.database.worker,
    installation: testInstallation({ recordStream }),
    signal: new AbortController().signal,
  })
const stateOf = async () => (await app.owner`SELECT * FROM record_streams`)[0]
const retryNow = () => app.owner`UPDATE record_streams SET next_attempt_at = NULL`
/** The lines of the record about the stream itself. */
const told = async () => {
  const rows = await app.owner`SELECT event, actor_kind, details FROM record_entries
    WHERE action = 'job:stream-record' ORDER BY record_entry_id`
  return rows.map(({ event, actorKind, details }) => ({ event, actorKind, details }))
}

type Arrived = { body: string; headers: IncomingHttpHeaders }
async function httpCollector() {
  const arrived: Arrived[] = []
  const it = { arrived, status: 200 as number | 'cut', url: '' }
  const server = createServer(async (request, response) => {
    arrived.push({ body: await text(request), headers: request.headers })
    if (it.status === 'cut') request.socket.destroy()
    else response.writeHead(it.status).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  it.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`
  return it
}
const httpOf = ({ url }: { url: string }): Collector => ({ kind: 'http', url, authorization: 'Splunk 1234' })
const sequencesOf = (bodies: readonly { body: string }[]) =>
  bodies.flatMap(({ body }) =>
    body
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { metadata: { sequence: number } }).metadata.sequence),
  )
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index)

test('streams every sealed line once, in batches, and nothing that is not sealed', async () => {
  const collector = await httpCollector()
  await addEntries(700, app.owner)
  await seal(app)
  await addEntries(5, app.owner)
  await run(settingsOf(httpOf(collector)))
  expect(sequencesOf(collector.arrived)).toEqual(upTo(700))
  expect(collector.arrived.map(({ headers }) => headers['porchlight-record-range'])).toEqual([
    '0-499',
    '500-699',
  ])
  expect(collector.arrived[0]?.headers).toMatchObject({
    authorization: 'Splunk 1234',
    'content-type': 'application/x-ndjson; charset=utf-8',
    'idempotency-key': '"desk.localhost:8080/record/0-500"',
  })
  await run(settingsOf(httpOf(collector)))
  expect(collector.arrived).toHaveLength(2)
  await seal(app)
  await run(settingsOf(httpOf(collector)))
  // The line that the stream began is one of them.
  expect(sequencesOf(collector.arrived)).toEqual(upTo(706))
})

test.each([503, 'cut'] as const)(
  'sends a batch again as it was when the collector answers %s',
  async (status) => {
    const collector = await httpCollector()
    collector.status = status
    await addEntries(10, app.owner)
    await seal(app)
    const settings = settingsOf(httpOf(collector))
    await run(settings)
    expect(await stateOf()).toMatchObject({ nextIndex: 0, pendingTo: 10, failures: 1, leaseBy: null })
    expect((await stateOf())?.failure).toBeTruthy()
    // Lines that come in meanwhile go with a later batch.
    await addEntries(10, app.owner)
    await seal(app)
    await run(settings)
    expect(collector.arrived).toHaveLength(1)
    await retryNow()
    collector.status = 201
    await run(settings)
    await run(settings)
    expect(collector.arrived[1]).toMatchObject({
      body: collector.arrived[0]?.body,
      headers: { 'idempotency-key': collector.arrived[0]?.headers['idempotency-key'] },
    })
    expect(sequencesOf(collector.arrived.slice(1))).toEqual(upTo(21))
    expect(await stateOf()).toMatchObject({ nextIndex: 21, failures: 0, failure: null, failedAt: null })
  },
)

test('another process sends the batch of a dead process when its lease has expired', async () => {
  const collector = await httpCollector()
  await addEntries(3, app.owner)
  await seal(app)
  await run(settingsOf(httpOf(collector)))
  await app.owner`UPDATE record_streams SET next_index = 0, pending_to = 2, lease_by = gen_random_uuid(),
    lease_until = current_instant() + interval '1 hour'`
  await run(settingsOf(httpOf(collector)))
  expect(collector.arrived).toHaveLength(1)
  await app.owner`UPDATE record_streams SET lease_until = current_instant() - interval '1 second'`
  await run(settingsOf(httpOf(collector)))
  expect(collector.arrived[1]?.headers['porchlight-record-range']).toBe('0-1')
})

test('the start of the stream, a change of its settings and its end are on the record', async () => {
  const collector = await httpCollector()
  await addEntries(4, app.owner)
  await seal(app)
  const now = settingsOf(httpOf(collector), { from: 'now' })
  await run(now)
  await run(now)
  await run({ ...now, hasValues: true })
  await run(null)
  await run(null)
  await run(now)
  const { url: destination } = collector
  const started = { event: 'started', actorKind: 'system' }
  expect(await told()).toEqual([
    { ...started, details: { destination, hasValues: false, nextIndex: 4 } },
    {
      event: 'changed',
      actorKind: 'system',
      details: { destination, hasValues: true, destinationBefore: destination, hasValuesBefore: false },
    },
    {
      event: 'ended',
      actorKind: 'system',
      details: { destination, hasValues: true, destinationBefore: destination, hasValuesBefore: true },
    },
    {
      ...started,
      details: { destination, hasValues: false, destinationBefore: destination, hasValuesBefore: true },
    },
  ])
  expect(collector.arrived).toEqual([])
})

test('sends addresses and typed reasons only if the setting allows it, and never after their erasure', async () => {
  const collector = await httpCollector()
  await addEntries(2, app.owner)
  await seal(app)
  await run(settingsOf(httpOf(collector)))
  expect(collector.arrived[0]?.body).not.toMatch(/192\.0\.2\.1|why \d/)
  await app.owner`UPDATE record_streams SET next_index = 0`
  await run(settingsOf(httpOf(collector), { hasValues: true }))
  expect(collector.arrived[1]?.body).toMatch(/192\.0\.2\.1.*why \d/)
  const [row] = await app.owner`SELECT min(record_entry_id) AS id FROM record_entries`
  await app.owner`SELECT erase_record_values(ARRAY[${Number(row?.id)}::bigint])`
  await app.owner`UPDATE record_streams SET next_index = 0`
  await run(settingsOf(httpOf(collector), { hasValues: true }))
  const [erased = '', kept = ''] = collector.arrived[2]?.body.split('\n') ?? []
  expect(erased).not.toMatch(/192\.0\.2\.1|why \d/)
  expect(kept).toMatch(/why \d/)
})

type Syslog = { received: string[]; collector: Collector; isResetting: boolean }
async function syslogCollector(isTls: boolean): Promise<Syslog> {
  const { cert, key } = selfSigned()
  const it: Syslog = {
    received: [],
    collector: { kind: 'syslog', host: '127.0.0.1', port: 0, isTls, ca: cert },
    isResetting: false,
  }
  const take = async (socket: Socket) => {
    socket.on('error', () => {})
    if (it.isResetting) {
      socket.once('data', () => socket.resetAndDestroy())
      return
    }
    const read = (await buffer(socket)).toString()
    it.received.push(read)
    socket.end()
  }
  const options = { allowHalfOpen: true }
  const server: Server = isTls
    ? createTlsServer({ cert, key, ...options }, take)
    : createTcpServer(options, take)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => server.close())
  Object.assign(it.collector, { port: (server.address() as AddressInfo).port })
  return it
}

/** The messages of a stream of frames (RFC 6587, octet counting). */
function messagesIn(stream: string): string[] {
  const messages: string[] = []
  let bytes = Buffer.from(stream)
  while (bytes.length > 0) {
    const space = bytes.indexOf(' ')
    const length = Number(bytes.subarray(0, space).toString())
    messages.push(bytes.subarray(space + 1, space + 1 + length).toString())
    bytes = bytes.subarray(space + 1 + length)
  }
  return messages
}

test.each([
  ['TCP', false],
  ['TLS', true],
])('streams RFC 5424 messages over %s', async (_, isTls) => {
  const syslog = await syslogCollector(isTls)
  await addEntries(3, app.owner)
  await seal(app)
  await run(settingsOf(syslog.collector))
  expect(await stateOf()).toMatchObject({ nextIndex: 3, failures: 0 })
  const messages = messagesIn(syslog.received.join(''))
  expect(messages).toHaveLength(3)
  for (const [index, message] of messages.entries()) {
    expect(message).toMatch(
      /^<110>1 \d{4}-\S+Z desk\.localhost porchlight - read \[meta sequenceId="\d"\] \ufeff\{/,
    )
    expect(JSON.parse(message.slice(message.indexOf('{')))).toMatchObject({ metadata: { sequence: index } })
  }
})

test('takes neither a reset nor a refused connection for an acknowledgment', async () => {
  const syslog = await syslogCollector(false)
  syslog.isResetting = true
  await addEntries(3, app.owner)
  await seal(app)
  await run(settingsOf(syslog.collector))
  expect(await stateOf()).toMatchObject({ nextIndex: 0, pendingTo: 3, failures: 1 })
  await retryNow()
  await run(settingsOf({ ...syslog.collector, port: 1 } as Collector))
  await run(settingsOf({ ...syslog.collector, port: 1 } as Collector))
  expect((await stateOf())?.failure).toMatch(/ECONNREFUSED/)
  syslog.isResetting = false
  await retryNow()
  await run(settingsOf(syslog.collector))
  await run(settingsOf(syslog.collector))
  expect(messagesIn(syslog.received.join('')).length).toBeGreaterThanOrEqual(3)
})

test('a collector whose certificate is not trusted gets nothing', async () => {
  const syslog = await syslogCollector(true)
  await addEntries(1, app.owner)
  await seal(app)
  await run(settingsOf({ ...syslog.collector, ca: selfSigned().cert } as Collector))
  expect(syslog.received.join('')).toBe('')
  expect((await stateOf())?.failure).toMatch(/certificate/i)
})
