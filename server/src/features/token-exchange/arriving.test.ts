import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'
import { testInstallation } from '#testing/test-installation.ts'
import { entriesOf } from '../masquerade/masquerade.fixture.ts'
import {
  arriveAt,
  confirmed,
  exchangeOf,
  type Issuer,
  logoutToken,
  post,
  refusals,
  register,
} from './token-exchange.fixture.ts'

let app: TestApp
let cis: Issuer
beforeAll(async () => {
  const { identityProvider } = testInstallation()
  const begun = { url: 'http://id.localhost/auth', state: 's', nonce: 'n', codeVerifier: 'v' }
  app = await createTestApp({ identityProvider: { ...identityProvider, beginSignIn: async () => begun } })
  cis = await register(app, 'callcenter')
})
afterAll(() => app.close())

const masqueradeOf = async (id: string) =>
  (await app.owner`SELECT * FROM masquerades WHERE masquerade_id = ${id}`)[0]

test('a CSR of another CIS arrives, sees who views whom, confirms, and only then views the portal', async () => {
  const { status, body, headers } = await exchangeOf(app, cis, { purpose_reference: 'C-1' })
  expect(status).toBe(200)
  expect(headers['cache-control']).toBe('no-store')
  expect(body).toEqual({
    access_token: expect.stringMatching(/^[\w-]{43}$/),
    issued_token_type: 'urn:porchlight:params:oauth:token-type:grant-code',
    token_type: 'N_A',
    expires_in: 15,
    redirect_uri: expect.stringMatching(
      new RegExp(`^http://[a-z2-7]{26}\\.view\\.localhost:8080/arrive#code=${body.access_token}$`),
    ),
  })
  const { view, arrival, masqueradeId } = await arriveAt(app, body.redirect_uri)
  expect([arrival.status, arrival.headers.location]).toEqual([303, '/arrive/confirm'])
  // Nothing has started: no masquerade, nothing for the customer to see, and the cookie opens no page.
  expect(await masqueradeOf(masqueradeId)).toBeUndefined()
  expect((await view.get('/')).status).toBe(401)
  const pendingCookie = view.credential

  const page = await view.get('/arrive/confirm')
  expect(page.status).toBe(200)
  for (const shown of [
    'Maria Alvarez',
    'm.alvarez',
    String(town.mariaAccount),
    'call, C-1',
    'Amara',
    'Call center',
  ])
    expect(page.text).toContain(shown)
  const promptVersion = /name="promptVersion" value="(\d+)"/.exec(page.text)?.[1] ?? ''
  const done = await view.submit('/arrive/confirm', { promptVersion })
  expect([done.status, done.headers.location]).toEqual([303, `/accounts/${town.mariaAccount}/overview`])
  expect(view.credential).not.toBe(pendingCookie)
  expect((await view.get('/')).status).toBe(200)
  expect(await masqueradeOf(masqueradeId)).toMatchObject({
    csrId: 'amara.okafor',
    webUserId: town.maria,
    purposeKind: 'call',
    purposeReference: 'C-1',
    mode: 'read',
    ipAddress: '198.51.100.7',
  })
  const entries = await entriesOf(app, masqueradeId)
  expect(entries.map(({ event, action }) => `${event} ${action}`).slice(0, 4)).toEqual([
    'changed masquerade:exchange',
    'read masquerade:start',
    'started masquerade:start',
    'arrived masquerade:arrive',
  ])
  expect(entries[0]).toMatchObject({
    actorKind: 'csr',
    csrId: 'amara.okafor',
    accountId: town.mariaAccount,
    details: { issuer: 'callcenter', purposeKind: 'call', 'context.call_id': 'C-17' },
  })
  // The cookie of the pending masquerade opens nothing.
  view.cookies.set('__Host-porchlight-view', pendingCookie ?? '')
  expect((await view.get('/')).status).toBe(401)
})

test('the end leads back to the registered address that the token named, by the record of the server', async () => {
  const { view, masqueradeId } = await confirmed(app, cis, { return_url: 'https://callcenter.example/call' })
  const page = await view.get(`/accounts/${town.mariaAccount}/overview`)
  const [, action = ''] = /formaction="(\/masquerade\/leave[^"]*)"/.exec(page.text) ?? []
  const left = await view.submit(action.replaceAll('&amp;', '&'), {
    deskUrl: 'https://evil.example/',
    return_url: 'https://evil.example/',
  })
  expect(left.status).toBe(303)
  const end = await view.get(String(left.headers.location))
  expect(end.status).toBe(401)
  expect(end.text).toContain('href="https://callcenter.example/call"')
  expect(end.text).toContain('content="0; url=https://callcenter.example/call"')
  expect(end.text).not.toContain('evil.example')
  expect((await masqueradeOf(masqueradeId))?.endCause).toBe('banner')
})

test('a code of an address that was opened with its script page starts nothing by itself, and lives 15 seconds', async () => {
  const { body } = await exchangeOf(app, cis)
  const view = new Browser(app.fastify, new URL(body.redirect_uri).origin)
  const page = await view.get('/arrive')
  expect([page.status, view.cookies.size]).toEqual([200, 0])
  expect(page.text).not.toContain('Maria')
  await app.advanceClock('15 seconds')
  expect((await arriveAt(app, body.redirect_uri)).arrival.status).toBe(401)
})

test('two minutes after the arrival nothing can be confirmed', async () => {
  const { body } = await exchangeOf(app, cis)
  const { view, masqueradeId } = await arriveAt(app, body.redirect_uri)
  await app.advanceClock('2 minutes')
  const late = await view.submit('/arrive/confirm', { promptVersion: '0' })
  expect(late.status).toBe(401)
  expect(late.text).toContain('The two minutes for confirming are over')
  expect(late.text).toContain('href="https://callcenter.example/customers"')
  expect(await masqueradeOf(masqueradeId)).toBeUndefined()
})

test('cancel starts nothing, is recorded, and returns to the CIS', async () => {
  const { body } = await exchangeOf(app, cis)
  const { view, masqueradeId } = await arriveAt(app, body.redirect_uri)
  const canceled = await view.submit('/arrive/cancel', {})
  expect([canceled.status, view.cookies.size]).toEqual([200, 0])
  expect(canceled.text).toContain('content="0; url=https://callcenter.example/customers"')
  expect((await entriesOf(app, masqueradeId)).at(-1)).toMatchObject({
    event: 'ended',
    reason: 'prompt-cancelled',
  })
  expect(await masqueradeOf(masqueradeId)).toBeUndefined()
})

test('confirming asks for the form’s token, the Origin, and the prompt’s version', async () => {
  const { body } = await exchangeOf(app, cis)
  const { view, masqueradeId } = await arriveAt(app, body.redirect_uri)
  const forged = [
    await view.submit('/arrive/confirm', { promptVersion: '0', _token: 'x' }),
    await view.request(
      'POST',
      '/arrive/confirm',
      { form: { promptVersion: '0' } },
      { origin: testOrigins.portal },
    ),
  ]
  expect(forged.map(({ status }) => status)).toEqual([403, 403])
  const stale = await view.submit('/arrive/confirm', { promptVersion: '7' })
  expect(stale.status).toBe(409)
  expect(stale.text).toContain('The text has changed')
  expect(await masqueradeOf(masqueradeId)).toBeUndefined()
  expect((await view.submit('/arrive/confirm', { promptVersion: '0' })).status).toBe(303)
  // A double click: the first one started it.
  expect((await view.submit('/arrive/confirm', { promptVersion: '0' })).status).toBe(401)
})

test('closes the pending masquerade and raises one alert when another browser posts the code again', async () => {
  const { body } = await exchangeOf(app, cis)
  const { view, masqueradeId } = await arriveAt(app, body.redirect_uri)
  expect((await arriveAt(app, body.redirect_uri, view)).arrival.status).toBe(303)
  for (let time = 0; time < 2; time += 1)
    expect((await arriveAt(app, body.redirect_uri)).arrival.status).toBe(401)
  expect((await view.submit('/arrive/confirm', { promptVersion: '0' })).status).toBe(401)
  const entries = await entriesOf(app, masqueradeId)
  expect(entries.filter(({ event }) => event === 'alert')).toMatchObject([{ reason: 'code-replayed' }])
})

test('a code that another browser posts after the confirmation ends the masquerade; its own browser goes on', async () => {
  const { view, code, masqueradeId } = await confirmed(app, cis)
  const again = await view.request('POST', '/arrive', { form: { code } })
  expect(again.status).toBe(303)
  expect((await view.get('/')).status).toBe(200)
  const thief = new Browser(app.fastify, view.origin, '203.0.113.9')
  expect((await thief.request('POST', '/arrive', { form: { code } })).status).toBe(401)
  expect((await view.get('/')).status).toBe(401)
  expect((await masqueradeOf(masqueradeId))?.endCause).toBe('code-replayed')
})

test('the same exchange again is the same masquerade, before its arrival and while it is live', async () => {
  const purpose = { purpose_reference: 'twice' }
  const first = await exchangeOf(app, cis, purpose)
  const second = await exchangeOf(app, cis, purpose)
  const originOf = (one: typeof first) => new URL(one.body.redirect_uri).origin
  expect(originOf(second)).toBe(originOf(first))
  expect((await arriveAt(app, first.body.redirect_uri)).arrival.status).toBe(401)
  const { view, masqueradeId } = await arriveAt(app, second.body.redirect_uri)
  await view.submit('/arrive/confirm', { promptVersion: '0' })
  const third = await exchangeOf(app, cis, purpose)
  expect(originOf(third)).toBe(originOf(first))
  const { arrival } = await arriveAt(app, third.body.redirect_uri, view)
  expect(arrival.headers.location).toBe(`/accounts/${town.mariaAccount}/overview`)
  expect(await app.owner`SELECT 1 FROM masquerades WHERE purpose_reference = 'twice'`).toHaveLength(1)
  expect((await masqueradeOf(masqueradeId))?.endedAt).toBeNull()
})

test('a revocation of the CIS’s session ends its masquerades at once, and no later token opens it again', async () => {
  const session = { sid: 'session-to-end' }
  const { view, masqueradeId } = await confirmed(app, cis, session)
  const other = await confirmed(app, cis, { sid: 'another-session' })
  const pending = await arriveAt(app, (await exchangeOf(app, cis, session)).body.redirect_uri)
  const revoked = await post(app, '/oauth/revoke', { token: await logoutToken(app, cis, session.sid) })
  expect([revoked.status, revoked.text]).toEqual([200, '{}'])
  expect((await view.get('/')).status).toBe(401)
  expect((await pending.view.submit('/arrive/confirm', { promptVersion: '0' })).status).toBe(401)
  expect((await other.view.get('/')).status).toBe(200)
  expect((await entriesOf(app, masqueradeId)).filter(({ event }) => event === 'ended')).toMatchObject([
    { reason: 'desk-signed-out', actorKind: 'integration', clientId: 'issuer:callcenter' },
  ])
  expect((await exchangeOf(app, cis, session)).body.error).toBe('invalid_request')
  expect((await refusals(app)).at(-1)).toMatchObject({ reason: 'session-ended', csrId: 'amara.okafor' })
  // A session that nobody knows is answered alike, and cannot be opened later either.
  const unknown = await post(app, '/oauth/revoke', { token: await logoutToken(app, cis, 'not-yet') })
  expect([unknown.status, unknown.text]).toEqual([200, '{}'])
  expect((await exchangeOf(app, cis, { sid: 'not-yet' })).status).toBe(400)
})

test('step-up needs a session of the desk: the CIS’s session is none, and opens no page of the desk', async () => {
  const { view, masqueradeId } = await confirmed(app, cis)
  const stranger = new Browser(app.fastify, testOrigins.desk)
  stranger.cookies.set('__Host-porchlight-desk', view.credential ?? '')
  expect((await stranger.get(`/step-up?masquerade=${masqueradeId}`)).status).toBe(404)
  await expect(stranger.api.listNotesToWrite()).rejects.toMatchObject({ status: 401 })
  const other = await app.asCsr('ines.ferreira')
  expect((await other.get(`/step-up?masquerade=${masqueradeId}`)).status).toBe(404)
  // Its CSR, signed in at the desk, is sent to the provider to confirm there.
  const desk = await app.asCsr('amara.okafor')
  const sent = await desk.get(`/step-up?masquerade=${masqueradeId}`)
  expect([sent.status, sent.headers.location]).toEqual([303, 'http://id.localhost/auth'])
})

test('switching the CSR off at the desk ends what another CIS started', async () => {
  const { view } = await confirmed(app, cis)
  await app.owner`UPDATE csr_users SET is_active = false WHERE csr_id = 'amara.okafor'`
  expect((await view.get('/')).status).toBe(401)
  expect((await exchangeOf(app, cis)).status).toBe(400)
  await app.owner`UPDATE csr_users SET is_active = true WHERE csr_id = 'amara.okafor'`
})
