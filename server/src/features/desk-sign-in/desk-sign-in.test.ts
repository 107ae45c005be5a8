import { generateSync } from 'otplib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { discoverProvider } from '#integrations/identity-provider/openid-client.ts'
import { newSigningKeys } from '#integrations/identity-provider/signing-keys.ts'
import { startIdentityStandIn } from '#integrations/identity-provider/stand-in.ts'
import { standInBrowser } from '#integrations/stand-in-browser.ts'
import { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'
import { client, issuer, staffOf, totpSecret } from './desk-sign-in.fixture.ts'

const staff = staffOf('amara.okafor', 'kenji.sato', 'nobody.here')

let standIn: Awaited<ReturnType<typeof startIdentityStandIn>>
let app: TestApp
beforeAll(async () => {
  standIn = await startIdentityStandIn({
    ...client,
    redirectUris: [`${testOrigins.desk}/sign-in/callback`],
    postLogoutRedirectUris: [],
    deskUrl: testOrigins.desk,
    staff,
    jwks: newSigningKeys(),
    cookieKeys: ['a cookie key for tests only'],
  })
  app = await createTestApp({ identityProvider: discoverProvider({ ...client, fetchBase: fetchBase() }) })
})
afterAll(async () => {
  await app.close()
  await standIn.close()
})

const fetchBase = () => `http://127.0.0.1:${standIn.port}`
const newDesk = (fastify = app.fastify) => new Browser(fastify, testOrigins.desk, '198.51.100.7')

/** Goes from the desk to the provider, signs in there, and gives the path that the provider leads back to. */
async function signInAtProvider(desk: Browser, userName: string, path = '/sign-in') {
  const begun = await desk.get(path)
  expect(begun.status).toBe(303)
  const provider = standInBrowser({ [issuer]: fetchBase() })
  const page = await provider.open(String(begun.headers.location))
  const arrival = await provider.submit(page, '/sign-in', { userName, password: 'demo' })
  return { back: new URL(arrival.url), provider }
}
/** The cookie of the only sign-in under way in a browser. */
const pendingOf = (desk: Browser): [name: string, sealed: string] => {
  const pending = [...desk.cookies].filter(([name]) => name.startsWith('__Host-desk-sign-in-'))
  expect(pending).toHaveLength(1)
  return pending[0] ?? ['', '']
}
const pathOf = (url: URL) => url.pathname + url.search

test('a CSR signs in through the identity provider and comes back to where it began', async () => {
  const desk = newDesk()
  const next = `/accounts/${town.mariaAccount}?tab=tasks`
  expect((await desk.get(next)).headers.location).toBe(`/sign-in?next=${encodeURIComponent(next)}`)
  const { back } = await signInAtProvider(desk, 'amara.okafor', `/sign-in?next=${encodeURIComponent(next)}`)
  const done = await desk.get(pathOf(back))
  expect([done.status, done.headers.location]).toEqual([303, next])
  const cookies = [done.headers['set-cookie']].flat()
  expect(cookies).toEqual([
    expect.stringMatching(
      /^__Host-desk-sign-in-[\w-]{16}=; Path=\/; HttpOnly; SameSite=Lax; Max-Age=0; Secure$/,
    ),
    expect.stringMatching(
      /^__Host-porchlight-desk=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=36000; Secure$/,
    ),
    '__Host-desk-signed-out=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure',
  ])
  expect((await desk.api.readDesk()).csrId).toBe('amara.okafor')
  const [session] = await app.owner`SELECT * FROM desk_sessions WHERE csr_id = 'amara.okafor'`
  expect(session).toMatchObject({ secondFactorAt: null, ipAddress: '198.51.100.7', endedAt: null })
  const record = await app.owner`SELECT * FROM record_entries WHERE event = 'signed-in'`
  expect(record).toMatchObject([{ actorKind: 'csr', csrId: 'amara.okafor', action: 'desk:open' }])
})

test('the sign-in under way is sealed: neither state nor verifier can be read or changed', async () => {
  const desk = newDesk()
  const begun = await desk.get('/sign-in')
  const state = new URL(String(begun.headers.location)).searchParams.get('state') ?? '?'
  const [name, sealed] = pendingOf(desk)
  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain(state)
  desk.cookies.set(name, `${sealed.slice(0, -4)}AAAA`)
  expect((await desk.get(`/sign-in/callback?code=x&state=${state}`)).status).toBe(400)
})

test('a second factor is asked for where a group asks, once, and only there', async () => {
  const desk = newDesk()
  const { back, provider } = await signInAtProvider(desk, 'kenji.sato')
  const again = await desk.get(pathOf(back))
  const url = new URL(String(again.headers.location))
  expect([again.status, url.searchParams.get('acr_values')]).toEqual([303, 'urn:porchlight:second-factor'])
  const page = await provider.open(url.href)
  // The password was typed already: the code alone is missing.
  expect(page.body).not.toContain('name="password"')
  const arrival = await provider.submit(page, '/second-factor', {
    code: generateSync({ secret: totpSecret }),
  })
  expect((await desk.get(pathOf(new URL(arrival.url)))).status).toBe(303)
  expect((await desk.api.readDesk()).csrId).toBe('kenji.sato')
  const [session] = await app.owner`SELECT second_factor_at FROM desk_sessions WHERE csr_id = 'kenji.sato'`
  expect(session?.secondFactorAt).toBeInstanceOf(Date)
})

test('signs nobody in when the provider returns no second factor although asked for one', async () => {
  const signedIn = { issuer, subject: 'kenji.sato', secondFactor: false, authenticatedAt: new Date() }
  const begun = { url: `${issuer}/auth`, state: 's', nonce: 'n', codeVerifier: 'v' }
  const other = await createTestApp({
    identityProvider: {
      issuer,
      beginSignIn: async () => begun,
      finishSignIn: async () => signedIn,
      signOutUrl: async () => undefined,
      readLogoutToken: async () => Promise.reject(new Error('no logout token here')),
    },
  })
  const desk = newDesk(other.fastify)
  await desk.get('/sign-in')
  expect((await desk.get('/sign-in/callback?state=s')).status).toBe(303)
  const refused = await desk.get('/sign-in/callback?state=s')
  expect(refused.status).toBe(401)
  expect(refused.text).toContain('Your second factor is needed')
  expect(desk.credential).toBeUndefined()
  const line = await other.owner`SELECT * FROM record_entries WHERE event = 'refused'`
  expect(line).toMatchObject([{ actorKind: 'csr', csrId: 'kenji.sato', reason: 'second-factor-required' }])
  await other.close()
})

test('starts no session for another browser’s state or a used answer', async () => {
  const desk = newDesk()
  const { back } = await signInAtProvider(desk, 'amara.okafor')
  const stranger = newDesk()
  expect((await stranger.get(pathOf(back))).status).toBe(400)
  await stranger.get('/sign-in')
  expect((await stranger.get(pathOf(back))).status).toBe(400)
  const pending = pendingOf(desk)
  expect((await desk.get(pathOf(back))).status).toBe(303)
  const replay = newDesk()
  replay.cookies.set(...pending)
  const replayed = await replay.get(pathOf(back))
  expect(replayed.status).toBe(400)
  expect(replayed.text).toContain('This sign-in has expired')
  expect(replay.credential).toBeUndefined()
})

test('a sign-in that took longer than ten minutes is begun again', async () => {
  const desk = newDesk()
  const { back } = await signInAtProvider(desk, 'amara.okafor')
  await app.advanceClock('11 minutes')
  expect((await desk.get(pathOf(back))).status).toBe(400)
  await app.advanceClock('-11 minutes')
})

test('refuses inactive staff and subjects that only the provider knows in the same way', async () => {
  const refusals = []
  await app.owner`UPDATE csr_users SET is_active = false WHERE csr_id = 'amara.okafor'`
  for (const userName of ['nobody.here', 'amara.okafor']) {
    const desk = newDesk()
    const { back } = await signInAtProvider(desk, userName)
    const refused = await desk.get(pathOf(back))
    refusals.push(refused.text)
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('You have no access to the support desk')
    expect(desk.credential).toBeUndefined()
  }
  await app.owner`UPDATE csr_users SET is_active = true WHERE csr_id = 'amara.okafor'`
  expect(refusals[0]).toBe(refusals[1])
  const refused =
    await app.owner`SELECT * FROM record_entries WHERE event = 'refused' AND action = 'desk:open' ORDER BY 1`
  expect(refused).toMatchObject([
    { actorKind: 'visitor', csrId: null, ipAddress: '198.51.100.7', reason: 'staff-unknown' },
    { actorKind: 'csr', csrId: 'amara.okafor', ipAddress: '198.51.100.7', reason: 'staff-inactive' },
  ])
})

test('a provider that does not answer is an outage, said so with a way to try again', async () => {
  const other = await createTestApp({
    identityProvider: discoverProvider({ ...client, fetchBase: 'http://127.0.0.1:1' }),
  })
  const response = await newDesk(other.fastify).request('GET', '/sign-in?next=/tasks', undefined, {
    'accept-language': 'es-MX,es;q=0.9',
  })
  expect(response.status).toBe(503)
  expect(response.text).toContain('<html lang="es">')
  expect(response.text).toContain('href="/sign-in?next=%2Ftasks"')
  expect(response.headers['content-security-policy']).toContain("default-src 'none'")
  await other.close()
})

test('signing in always makes a new session; a cookie planted before is worth nothing, a held session ends', async () => {
  const desk = newDesk()
  desk.cookies.set('__Host-porchlight-desk', 'planted')
  await desk.get(pathOf((await signInAtProvider(desk, 'amara.okafor')).back))
  const first = desk.credential
  expect(first).not.toBe('planted')
  expect((await desk.get('/sign-in?next=/tasks')).headers.location).toBe('/tasks')

  const second = newDesk()
  const { back } = await signInAtProvider(second, 'amara.okafor')
  second.cookies.set('__Host-porchlight-desk', first ?? '')
  await second.get(pathOf(back))
  expect(second.credential).not.toBe(first)
  expect((await second.api.readDesk()).csrId).toBe('amara.okafor')
  await expect(desk.api.readDesk()).rejects.toMatchObject({ status: 401 })
})

test('signing out ends the session and every masquerade that was started from it', async () => {
  const desk = await app.asCsr('amara.okafor')
  const other = await app.asCsr('amara.okafor')
  const start = (browser: Browser, purposeReference: string) =>
    browser.api.startMasquerade({
      body: {
        webUserId: town.maria,
        accountId: town.mariaAccount,
        purposeKind: 'call',
        purposeReference,
        promptVersion: 0,
        locale: 'en',
      },
    })
  const mine = await start(desk, 'call 1')
  const stays = await start(other, 'call 2')
  const kept = desk.credential ?? ''
  await desk.api.endDeskSession()
  expect(desk.credential).toBeUndefined()
  desk.cookies.set('__Host-porchlight-desk', kept)
  await expect(desk.api.readDesk()).rejects.toMatchObject({ status: 401, body: { reason: 'not-signed-in' } })
  const rows = await app.owner`SELECT masquerade_id, end_cause FROM masquerades`
  expect(Object.fromEntries(rows.map((row) => [row.masqueradeId, row.endCause]))).toEqual({
    [mine.masqueradeId]: 'desk-signed-out',
    [stays.masqueradeId]: null,
  })
  const ended =
    await app.owner`SELECT * FROM record_entries WHERE masquerade_id = ${mine.masqueradeId} AND event = 'ended'`
  expect(ended).toMatchObject([{ actorKind: 'csr', csrId: 'amara.okafor', reason: 'desk-signed-out' }])
  const out =
    await app.owner`SELECT * FROM record_entries WHERE event = 'signed-out' AND action = 'desk-session:end'`
  expect(out).toMatchObject([{ csrId: 'amara.okafor' }, { csrId: 'amara.okafor' }])
})

test('the routes are the desk’s alone: the portal keeps its own sign-in', async () => {
  expect((await app.visitor().get('/sign-in')).text).toContain('name="password"')
  const forged = await newDesk().request('POST', '/sign-in', { form: {} })
  expect(forged.status).toBe(404)
})

describe('the way back from the provider, which is another site', () => {
  const account = `/accounts/${town.mariaAccount}`
  const fromProvider = {
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
  }
  const signInFrom = async (desk: Browser, headers: Record<string, string>) => {
    const path = `/sign-in?next=${encodeURIComponent(account)}`
    const begun = await desk.request('GET', path, undefined, headers)
    const provider = standInBrowser({ [issuer]: fetchBase() })
    const page = await provider.open(String(begun.headers.location))
    const arrival = await provider.submit(page, '/sign-in', { userName: 'amara.okafor', password: 'demo' })
    return desk.request('GET', pathOf(new URL(arrival.url)), undefined, fromProvider)
  }

  test('continues through a page of the desk, so that the customer opens', async () => {
    const done = await signInFrom(newDesk(), { 'sec-fetch-site': 'same-origin' })
    expect(done.status).toBe(200)
    expect(done.text).toContain(`<meta http-equiv="refresh" content="0; url=${account}">`)
  })

  test('opens no customer that another site led to', async () => {
    const desk = newDesk()
    const done = await signInFrom(desk, fromProvider)
    expect([done.status, done.headers.location]).toEqual([303, account])
    expect((await desk.request('GET', account, undefined, fromProvider)).status).toBe(403)
  })
})
