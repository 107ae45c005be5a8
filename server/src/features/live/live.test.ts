import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'
import { type LiveReader, readLive } from './live.fixture.ts'

let app: TestApp
const readers: LiveReader[] = []
beforeAll(async () => {
  app = await createTestApp({}, { liveBeatMs: 150 })
  await app.owner`INSERT INTO group_to_do_roles (csr_group, to_do_role) VALUES ('supervisors', 'approvals')`
  await app.fastify.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  for (const reader of readers) reader.leave()
  await app.close()
})

const follow = async (csrId: string, after?: string) => {
  const reader = await readLive(await app.asCsr(csrId), after)
  readers.push(reader)
  return reader
}
/** The position after everything that was sent so far. */
const settled = async (reader: LiveReader) => (await reader.heard(({ event }) => event === 'beat')).id

let nextTask = 42_000_000
const addTask = async (accountId: number = town.mariaAccount) => {
  nextTask += 1
  await app.owner`INSERT INTO self_service_tasks (self_service_task_id, task_type, state, account_id, actor_kind, web_user_id,
      email_address, ip_address, self_service_user_id, payload, correlation_id, created_at, updated_at)
    VALUES (${nextTask}, 'paperless', 'pending', ${accountId}, 'customer', 'm.alvarez', 'm.alvarez@example.com', '192.0.2.77',
      ${town.maria}, '{"street": "12 Oak St"}', gen_random_uuid(), now(), now())`
  return nextTask
}
const addToDo = async (role: string, about: string | null = null) => {
  const [row] =
    await app.owner`INSERT INTO to_dos (to_do_role, subject, priority, account_id, about_csr_id, created_at)
    VALUES (${role}, 'payment-differs', 1, ${town.mariaAccount}, ${about}, now()) RETURNING to_do_id`
  return row?.toDoId as number
}

test('sends the ids of a changed task, contact, to-do and masquerade, and nothing else', async () => {
  const amara = await app.asCsr('amara.okafor')
  const reader = await readLive(amara)
  readers.push(reader)
  expect(reader.status).toBe(200)
  expect(reader.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-content-type-options': 'nosniff',
    'x-accel-buffering': 'no',
  })
  await settled(reader)

  const taskId = await addTask()
  expect(await reader.change('self-service-task')).toEqual({
    kind: 'self-service-task',
    rows: [[taskId, town.mariaAccount]],
  })
  const toDoId = await addToDo('payments')
  expect(await reader.change('to-do')).toEqual({ kind: 'to-do', rows: [[toDoId, town.mariaAccount]] })
  const { customerContactId } = await amara.api.addCustomerContact({
    params: { accountId: town.mariaAccount },
    body: { contactClass: 'general', contactType: 'call', note: 'Her mother is ill.', masqueradeId: null },
  })
  expect((await reader.change('customer-contact')).rows).toEqual([[customerContactId, town.mariaAccount]])
  const { masqueradeId } = await amara.api.startMasquerade({
    body: {
      webUserId: town.maria,
      accountId: town.mariaAccount,
      purposeKind: 'call',
      purposeReference: 'secret-purpose',
      promptVersion: 0,
      locale: 'en',
    },
  })
  expect((await reader.change('masquerade')).rows).toEqual([[masqueradeId, town.mariaAccount]])

  for (const { event, data } of reader.events)
    if (event === 'change')
      expect(data).toMatch(
        /^\{"kind":"[a-z-]+","rows":(null|\[(\[("[a-z2-7]{26}"|\d+),(\d{10}|null)\],?)+\])\}$/,
      )
  expect(reader.text()).not.toMatch(/maria|alvarez|oak|mother|paperless|192\.0|secret|amara/i)
})

test('sends a trainee a protected account’s task without the account’s number', async () => {
  const [tom, amara] = await Promise.all(['tom.becker', 'amara.okafor'].map((csrId) => follow(csrId)))
  if (!tom || !amara) throw new Error('two readers')
  await Promise.all([tom, amara].map(settled))
  const guarded = await addTask(town.protectedAccount)
  const open = await addTask()
  await Promise.all([tom, amara].map((reader) => reader.heard(({ data }) => data.includes(String(open)))))
  const told = (reader: LiveReader) => reader.events.map(({ data }) => data).join(' ')
  expect(told(tom)).toContain(`[${guarded},null]`)
  expect(told(tom)).toContain(`[${open},${town.mariaAccount}]`)
  expect(tom.text()).not.toContain(String(town.protectedAccount))
  expect(told(amara)).toContain(`[${guarded},${town.protectedAccount}]`)
  // A stream that reconnects gets the same from the backlog.
  const again = await follow('tom.becker', tom.events.find(({ event }) => event === 'hello')?.id)
  await again.heard(({ data }) => data.includes(String(open)))
  expect(again.text()).not.toContain(String(town.protectedAccount))
})

test('sends a CSR only the to-dos, alerts and masquerades that the CSR may read', async () => {
  const [amara, ines, kenji, tom] = await Promise.all(
    ['amara.okafor', 'ines.ferreira', 'kenji.sato', 'tom.becker'].map((csrId) => follow(csrId)),
  )
  if (!amara || !ines || !kenji || !tom) throw new Error('four readers')
  await Promise.all([amara, ines, kenji, tom].map(settled))
  const approval = await addToDo('approvals')
  const payment = await addToDo('payments')
  const nobodys = await addToDo('a-role-of-no-group')
  const alert = await addToDo('security-officer', 'amara.okafor')
  const tomAlone = await app.asCsr('tom.becker')
  const { masqueradeId } = await tomAlone.api.startMasquerade({
    body: {
      webUserId: town.maria,
      accountId: town.mariaAccount,
      purposeKind: 'call',
      purposeReference: 'x',
      promptVersion: 0,
      locale: 'en',
    },
  })
  const last = await addTask()
  const ids = async (reader: LiveReader) => {
    await reader.heard(({ data }) => data.includes(String(last)))
    const rows = reader.events.flatMap(({ event, data }) => {
      const { kind, rows } = event === 'change' ? JSON.parse(data) : { kind: '', rows: null }
      return (rows ?? []).map(([id]: [number]) => `${kind} ${id}`)
    })
    return rows.filter((row: string) => !row.startsWith('self-service-task')).sort()
  }
  expect(await ids(ines)).toEqual(
    [`to-do ${approval}`, `to-do ${payment}`, `to-do ${nobodys}`, `masquerade ${masqueradeId}`].sort(),
  )
  expect(await ids(amara)).toEqual([`to-do ${payment}`])
  expect(await ids(tom)).toEqual([`masquerade ${masqueradeId}`])
  expect(await ids(kenji)).toEqual([`alert ${alert}`, `masquerade ${masqueradeId}`])
})

test('sends nothing of a rolled back change, and one event without ids for a thousand rows', async () => {
  const reader = await follow('amara.okafor')
  await settled(reader)
  const failed = app.owner.begin(async (sql) => {
    await sql`UPDATE self_service_tasks SET version = version + 1`
    throw new Error('not after all')
  })
  await expect(failed).rejects.toThrow('not after all')
  await app.owner`INSERT INTO customer_contacts (account_id, contact_class, contact_type, note, at)
    SELECT ${town.mariaAccount}, 'general', 'call', 'x', now() FROM generate_series(1, 1000)`
  expect((await reader.change('customer-contact')).rows).toBeNull()
  expect(reader.events.some(({ data }) => data.includes('self-service-task'))).toBe(false)
  expect(reader.events.filter(({ data }) => data.includes('customer-contact'))).toHaveLength(1)
})

describe('a stream that reconnects', () => {
  test('continues after the last event', async () => {
    const before = await follow('amara.okafor')
    const position = await settled(before)
    before.leave()
    const missed = await addTask()
    const witness = await follow('ines.ferreira')
    await witness.heard(({ data, event }) => event === 'beat' || data.includes(String(missed)))
    const after = await follow('amara.okafor', position)
    expect((await after.change('self-service-task')).rows).toEqual([[missed, town.mariaAccount]])
    expect(after.events.some(({ data }) => data.includes('everything'))).toBe(false)
  })
  test('refetches everything for a position of another process, of long ago, or a forged one', async () => {
    for (const position of ['', '000000000000-1', 'x', `${'f'.repeat(12)}-999999999999`]) {
      const reader = await follow('amara.okafor', position)
      expect(await reader.change('everything')).toEqual({ kind: 'everything', rows: null })
      reader.leave()
    }
  })
  test('sends nothing to a page that was just rendered', async () => {
    const amara = await app.asCsr('amara.okafor')
    const page = await amara.get('/')
    const { livePosition } = JSON.parse(/id="page-data">(.*?)<\/script>/s.exec(page.text)?.[1] ?? '{}')
    expect(livePosition).toMatch(/^[0-9a-f]{12}-\d+$/)
    const reader = await readLive(amara, livePosition)
    readers.push(reader)
    await settled(reader)
    expect(reader.events.some(({ data }) => data.includes('everything'))).toBe(false)
  })
})

describe('a stream, when its session ends or changes,', () => {
  const farewell = async (reader: LiveReader) => {
    const bye = await reader.heard(({ event }) => event === 'bye')
    await reader.ended
    return JSON.parse(bye.data)
  }
  test('ends at once when the CSR signs out', async () => {
    const amara = await app.asCsr('amara.okafor')
    const [reader, other] = [await readLive(amara), await follow('amara.okafor')]
    await Promise.all([settled(reader), settled(other)])
    await amara.api.endDeskSession()
    expect(await farewell(reader)).toEqual({ cause: 'session-ended' })
    expect(other.events.some(({ event }) => event === 'bye')).toBe(false)
    await expect(readLive(amara)).resolves.toMatchObject({ status: 401 })
  })
  test('ends at the next heartbeat when the session expires, times out, or its CSR becomes inactive', async () => {
    const ways = [
      (id: number) => app.owner`UPDATE desk_sessions SET expires_at = now() WHERE desk_session_id = ${id}`,
      (id: number) =>
        app.owner`UPDATE desk_sessions SET last_used_at = now() - interval '61 minutes' WHERE desk_session_id = ${id}`,
      () => app.owner`UPDATE csr_users SET is_active = false WHERE csr_id = 'tom.becker'`,
    ]
    for (const end of ways) {
      const reader = await follow('tom.becker')
      await settled(reader)
      const [session] =
        await app.owner`SELECT max(desk_session_id) AS id FROM desk_sessions WHERE csr_id = 'tom.becker'`
      await end(session?.id)
      expect(await farewell(reader)).toEqual({ cause: 'session-ended' })
    }
    await app.owner`UPDATE csr_users SET is_active = true WHERE csr_id = 'tom.becker'`
  })
  test('does not count as use of the session, which times out', async () => {
    const reader = await follow('ines.ferreira')
    const read = () => app.owner`SELECT last_used_at FROM desk_sessions ORDER BY desk_session_id DESC LIMIT 1`
    const [before] = await read()
    await app.owner`UPDATE desk_sessions SET last_used_at = ${before?.lastUsedAt}::timestamptz - interval '5 minutes'
      WHERE desk_session_id = (SELECT max(desk_session_id) FROM desk_sessions)`
    const [set] = await read()
    const position = await settled(reader)
    await addTask()
    await reader.heard(({ id, event }) => event === 'beat' && id !== position)
    expect(await read()).toEqual([set])
  })
  test('applies a removed permission at the next heartbeat', async () => {
    const reader = await follow('kenji.sato')
    await settled(reader)
    await app.owner`DELETE FROM group_permissions WHERE csr_group = 'security-officer' AND resource = 'alert'`
    const beats = () => reader.events.filter(({ event }) => event === 'beat').length
    const seen = beats()
    await reader.heard(() => beats() > seen + 1)
    await addToDo('security-officer', 'amara.okafor')
    const last = await addTask()
    await reader.heard(({ data }) => data.includes(String(last)))
    expect(reader.events.some(({ data }) => data.includes('alert'))).toBe(false)
  })
})

test('refuses a stream to visitors, customers and pages of other sites', async () => {
  await expect(readLive(await app.asCustomer(town.maria))).resolves.toMatchObject({ status: 404 })
  const stranger = await app.asCsr('amara.okafor')
  stranger.cookies.clear()
  await expect(readLive(stranger)).resolves.toMatchObject({ status: 401 })
  const amara = await app.asCsr('amara.okafor')
  for (const headers of [{ 'sec-fetch-site': 'same-site' }, { origin: testOrigins.portal }])
    await expect(readLive(amara, '', headers as never)).resolves.toMatchObject({ status: 403 })
})

test('ends the oldest stream of a CSR who opens a thirteenth over all sessions', async () => {
  const first = await follow('kenji.sato')
  await settled(first)
  for (let i = 0; i < 12; i += 1) await follow('kenji.sato')
  expect(JSON.parse((await first.heard(({ event }) => event === 'bye')).data)).toEqual({ cause: 'replaced' })
  await first.ended
  expect(readers.slice(-12).some(({ events }) => events.some(({ event }) => event === 'bye'))).toBe(false)
})

test('ends the oldest stream of a session that opens a seventh, and tells it not to reconnect', async () => {
  const ines = await app.asCsr('ines.ferreira')
  const first = await readLive(ines)
  readers.push(first)
  await settled(first)
  for (let i = 0; i < 6; i += 1) readers.push(await readLive(ines))
  expect(JSON.parse((await first.heard(({ event }) => event === 'bye')).data)).toEqual({ cause: 'replaced' })
  await first.ended
  expect(readers.slice(-6).some(({ events }) => events.some(({ event }) => event === 'bye'))).toBe(false)
})

test('serves two hundred streams with one listening connection', async () => {
  const agents = Array.from({ length: 20 }, (_, i) => `agent.${i}`)
  await app.owner`INSERT INTO csr_users (csr_id, issuer, subject, display_name, email)
    SELECT a, 'http://id.localhost', a, a, a || '@utility.example' FROM unnest(${agents}::text[]) a`
  await app.owner`INSERT INTO group_memberships (csr_group, csr_id)
    SELECT 'call-centre', a FROM unnest(${agents}::text[]) a`
  const sessions = await Promise.all([...agents, ...agents].map((agent) => app.asCsr(agent)))
  const many = await Promise.all(
    sessions.flatMap((amara) => Array.from({ length: 5 }, () => readLive(amara))),
  )
  readers.push(...many)
  const taskId = await addTask()
  const all = await Promise.all(
    many.map((reader) => reader.heard(({ data }) => data.includes(String(taskId)))),
  )
  expect(all).toHaveLength(200)
  // The last statement of a listening connection: to listen, or the check every ten seconds that it still does. A connection that
  // was given up for another one may take a moment to end.
  const listening = () => app.owner`SELECT query FROM pg_stat_activity
    WHERE datname = current_database() AND (query ILIKE 'listen%' OR query = 'SELECT 1')`
  await expect.poll(listening).toHaveLength(1)
})
