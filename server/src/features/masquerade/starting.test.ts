import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'
import { arrive, entriesOf, masqueradeAs, startRequest, viewOriginOf } from './masquerade.fixture.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

test('the prompt shows the text, its version and the purposes; starting without acknowledging it is refused', async () => {
  const desk = await app.asCsr('amara.okafor')
  const prompt = await desk.api.readMasqueradePrompt({
    body: { webUserId: town.maria, accountId: town.mariaAccount, locale: 'en' },
  })
  expect(prompt).toMatchObject({
    userName: 'm.alvarez',
    personName: 'Maria Alvarez',
    promptVersion: 0,
    purposeKinds: ['call', 'task', 'to-do', 'dispute'],
  })
  await expect(
    desk.api.startMasquerade({ body: { ...startRequest, promptVersion: null } }),
  ).rejects.toMatchObject({
    status: 422,
  })
  await expect(
    desk.api.startMasquerade({ body: { ...startRequest, promptVersion: 7 } }),
  ).rejects.toMatchObject({
    status: 409,
  })
  await expect(
    desk.api.startMasquerade({ body: { ...startRequest, purposeKind: 'curiosity' } }),
  ).rejects.toMatchObject({ status: 422 })
})

test('canceling the prompt leaves a line and nothing else', async () => {
  const desk = await app.asCsr('amara.okafor')
  await desk.api.cancelMasqueradePrompt({ body: { webUserId: town.maria, accountId: town.mariaAccount } })
  const lines =
    await app.owner`SELECT csr_id, web_user_id FROM record_entries WHERE reason = 'prompt-cancelled'`
  expect(lines).toMatchObject([{ csrId: 'amara.okafor', webUserId: town.maria }])
})

test('8: no masquerade as staff, as oneself, as a protected person, without permission, or from within a masquerade', async () => {
  const desk = await app.asCsr('amara.okafor')
  const tom = await app.asCsr('tom.becker')
  const start = (browser: Browser, target: object) =>
    browser.api.startMasquerade({ body: { ...startRequest, ...target } })
  const staff = { webUserId: town.amaraAtHome, accountId: town.amaraAccount }
  for (const browser of [desk, tom])
    await expect(start(browser, staff)).rejects.toMatchObject({
      status: 403,
      body: { reason: 'target-unavailable' },
    })
  await expect(
    start(desk, { webUserId: town.protectedUser, accountId: town.protectedAccount }),
  ).rejects.toMatchObject({ status: 403 })
  const kenji = await app.asCsr('kenji.sato')
  await expect(start(kenji, {})).rejects.toMatchObject({ body: { reason: 'permission-missing' } })
  const { view } = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'nested' })
  await expect(start(view, { webUserId: town.olga })).rejects.toMatchObject({
    status: 403,
    body: { reason: 'masquerade-never' },
  })
  const maria = await app.asCustomer(town.maria)
  await expect(start(maria, {})).rejects.toMatchObject({ status: 403, body: { reason: 'staff-only' } })
})

describe('15: unknown, forbidden and protected targets answer alike', () => {
  const targets = {
    unknown: { webUserId: 999_999, accountId: 1_999_999_999 },
    'not linked': { webUserId: town.maria, accountId: town.otherAccount },
    staff: { webUserId: town.amaraAtHome, accountId: town.amaraAccount },
    protected: { webUserId: town.protectedUser, accountId: town.protectedAccount },
  }
  test('status, bytes and headers', async () => {
    const desk = await app.asCsr('amara.okafor')
    const answers = []
    for (const target of Object.values(targets)) {
      const { status, text, headers } = await desk.request('POST', '/api/desk/masquerades', {
        json: { ...startRequest, ...target },
      })
      const { date: _, ...rest } = headers
      answers.push(JSON.stringify({ status, text, rest }))
    }
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).toContain('target-unavailable')
  })
  test('number of queries', async () => {
    const desk = await app.asCsr('amara.okafor')
    const counts = []
    for (const target of Object.values(targets)) {
      app.statements.length = 0
      await desk.request('POST', '/api/desk/masquerades', { json: { ...startRequest, ...target } })
      counts.push(app.statements.length)
    }
    expect(counts[0]).toBeGreaterThan(3)
    expect(new Set(counts).size).toBe(1)
  })
})

test.each(Object.keys(startRequest))(
  '16: a start without %s is 400, and so is an unknown parameter',
  async (name) => {
    const desk = await app.asCsr('amara.okafor')
    const { [name as keyof typeof startRequest]: _, ...rest } = startRequest
    const missing = await desk.request('POST', '/api/desk/masquerades', { json: rest })
    expect([missing.status, JSON.parse(missing.text).fields[0].field]).toEqual([400, name])
    const unknown = await desk.request('POST', '/api/desk/masquerades', {
      json: { ...startRequest, mode: 'act' },
    })
    expect([unknown.status, JSON.parse(unknown.text).fields[0].field]).toEqual([400, 'mode'])
  },
)

test('12: a start is a POST with our Origin and the form token; identifiers are new at each start', async () => {
  const desk = await app.asCsr('amara.okafor')
  const start = (headers: Record<string, string>) =>
    desk.request('POST', '/api/desk/masquerades', { json: startRequest }, headers)
  expect((await start({ origin: testOrigins.portal })).status).toBe(403)
  expect((await start({ 'porchlight-form-token': 'wrong' })).status).toBe(403)
  expect((await desk.get('/api/desk/masquerades')).status).toBe(404)
  const one = await desk.api.startMasquerade({ body: { ...startRequest, purposeReference: 'new-1' } })
  const two = await desk.api.startMasquerade({ body: { ...startRequest, purposeReference: 'new-2' } })
  expect(one.masqueradeId).not.toBe(two.masqueradeId)
  expect(one.code).not.toBe(two.code)
})

test('19: a double click gives one masquerade; the code of the first click is worthless', async () => {
  const desk = await app.asCsr('amara.okafor')
  const body = { ...startRequest, purposeReference: 'double' }
  const [one, two] = await Promise.all([
    desk.api.startMasquerade({ body }),
    desk.api.startMasquerade({ body }),
  ])
  expect(one.masqueradeId).toBe(two.masqueradeId)
  expect(one.endsAt).toBe(two.endsAt)
  const rows = await app.owner`SELECT masquerade_id FROM masquerades WHERE purpose_reference = 'double'`
  expect(rows).toHaveLength(1)
  const view = () => new Browser(app.fastify, viewOriginOf(one.masqueradeId))
  const statuses = [(await arrive(view(), one.code)).status, (await arrive(view(), two.code)).status]
  expect(statuses.sort()).toEqual([303, 401])
})

test('17 and arrival: a code is for one origin, once, within 15 seconds, from the desk', async () => {
  const desk = await app.asCsr('amara.okafor')
  const started = await desk.api.startMasquerade({ body: { ...startRequest, purposeReference: 'code' } })
  const other = await desk.api.startMasquerade({ body: { ...startRequest, purposeReference: 'code-2' } })
  const view = new Browser(app.fastify, viewOriginOf(started.masqueradeId))
  expect((await arrive(view, started.code, 'http://evil.example')).status).toBe(403)
  expect((await arrive(view, started.code, 'null')).status).toBe(403)
  expect(
    (await arrive(new Browser(app.fastify, viewOriginOf(other.masqueradeId)), started.code)).status,
  ).toBe(401)
  // As a cookie, a bearer or at another endpoint it is nothing.
  view.cookies.set('__Host-porchlight-view', started.code)
  expect((await view.get('/')).status).toBe(401)
  view.cookies.clear()
  const arrival = await arrive(view, started.code)
  expect([arrival.status, arrival.headers.location]).toEqual([303, `/accounts/${town.mariaAccount}/overview`])
  expect(arrival.headers['set-cookie']).toMatch(
    /^__Host-porchlight-view=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/,
  )
  await app.advanceClock('16 seconds')
  expect((await arrive(new Browser(app.fastify, viewOriginOf(other.masqueradeId)), other.code)).status).toBe(
    401,
  )
})

test('a used code again: 303 for the browser that holds its cookie; from any other the masquerade ends and an alert is raised', async () => {
  const { view, masqueradeId, code } = await masqueradeAs(app, 'amara.okafor', {
    purposeReference: 'replay',
  })
  expect((await arrive(view, code)).status).toBe(303)
  expect((await view.get('/')).status).toBe(200)
  expect((await arrive(new Browser(app.fastify, view.origin, '203.0.113.9'), code)).status).toBe(401)
  expect((await view.get('/')).status).toBe(401)
  const entries = await entriesOf(app, masqueradeId)
  expect(entries.map(({ event, reason }) => [event, reason])).toEqual(
    expect.arrayContaining([
      ['alert', 'code-replayed'],
      ['ended', 'code-replayed'],
    ]),
  )
})

test('a used code posted sixty times makes one alert; an earlier used code of the same masquerade makes one too', async () => {
  const desk = await app.asCsr('amara.okafor')
  const body = { ...startRequest, purposeReference: 'many replays' }
  const first = await desk.api.startMasquerade({ body })
  const view = new Browser(app.fastify, viewOriginOf(first.masqueradeId))
  expect((await arrive(view, first.code)).status).toBe(303)
  // The same masquerade again, in another tab: another code.
  const second = await desk.api.startMasquerade({ body })
  expect(second.masqueradeId).toBe(first.masqueradeId)
  expect((await arrive(view, second.code)).status).toBe(303)
  // The browser that holds the cookie may post either code again.
  for (const { code } of [first, second]) expect((await arrive(view, code)).status).toBe(303)
  expect((await view.get('/')).status).toBe(200)

  const alerts = async () =>
    (await entriesOf(app, first.masqueradeId)).filter(
      ({ event, reason }) => event === 'alert' && reason === 'code-replayed',
    )
  const thief = () => new Browser(app.fastify, view.origin, '203.0.113.9')
  const replay = (code: string) => Promise.all(Array.from({ length: 30 }, () => arrive(thief(), code)))
  for (const response of [...(await replay(first.code)), ...(await replay(first.code))])
    expect(response.status).toBe(401)
  expect(await alerts()).toHaveLength(1)
  expect((await view.get('/')).status).toBe(401)
  await replay(second.code)
  await replay(second.code)
  expect(await alerts()).toHaveLength(2)
  const toDos =
    await app.owner`SELECT 1 FROM to_dos WHERE subject = 'code-replayed' AND about_csr_id = 'amara.okafor'`
  expect(toDos.length).toBeGreaterThanOrEqual(2)
  const ends = (await entriesOf(app, first.masqueradeId)).filter(({ event }) => event === 'ended')
  expect(ends).toHaveLength(1)
})

test('an unused code that was replaced is refused without an alert', async () => {
  const desk = await app.asCsr('amara.okafor')
  const body = { ...startRequest, purposeReference: 'replaced' }
  const first = await desk.api.startMasquerade({ body })
  const second = await desk.api.startMasquerade({ body })
  const view = new Browser(app.fastify, viewOriginOf(first.masqueradeId))
  expect((await arrive(view, first.code)).status).toBe(401)
  expect((await arrive(view, second.code)).status).toBe(303)
  expect((await entriesOf(app, first.masqueradeId)).map(({ event }) => event)).not.toContain('alert')
})
