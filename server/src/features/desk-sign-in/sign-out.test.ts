import { randomUUID } from 'node:crypto'
import { importJWK, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testOrigins } from '#testing/test-app.ts'
import { backChannelPath, client, issuer, startDeskWithProvider } from './desk-sign-in.fixture.ts'

let place: Awaited<ReturnType<typeof startDeskWithProvider>>
beforeAll(async () => {
  place = await startDeskWithProvider()
})
afterAll(() => place.close())

describe('two tabs that sign in at the same time', () => {
  test('each reach their own page, in one session', async () => {
    const { app, newDesk, throughProvider, newProvider } = place
    const desk = newDesk()
    const browser = newProvider()
    const one = await desk.get('/sign-in?next=/tasks')
    const other = await desk.get('/sign-in?next=/to-dos')
    const pages = [
      await browser.open(String(one.headers.location)),
      await browser.open(String(other.headers.location)),
    ]
    const typed = { userName: 'amara.okafor', password: 'demo' }
    const backs: string[] = []
    for (const page of pages) backs.push((await browser.submit(page, '/sign-in', typed)).url)
    const [first, second] = backs.map(place.pathOf)
    expect((await desk.get(first ?? '')).headers.location).toBe('/tasks')
    const held = desk.credential
    expect((await desk.get(second ?? '')).headers.location).toBe('/to-dos')
    // What the first tab shows goes on: its form token belongs to this session.
    expect(desk.credential).toBe(held)
    const sessions = await app.owner`SELECT ended_at FROM desk_sessions WHERE csr_id = 'amara.okafor'`
    expect(sessions).toEqual([{ endedAt: null }])
    // The back button: the answer was taken, and leads to the desk rather than to a page about a sign-in.
    expect((await desk.get(first ?? '')).headers.location).toBe('/')
    await desk.api.endDeskSession()
    await throughProvider(newDesk(), 'amara.okafor')
  })

  test('one of somebody else replaces the session', async () => {
    const { app, newDesk, throughProvider, newProvider } = place
    const desk = newDesk()
    const amara = await throughProvider(desk, 'amara.okafor', '/sign-in?next=/tasks', newProvider())
    const other = await desk.get('/sign-in?next=/to-dos')
    await desk.get(amara.back)
    const browser = newProvider()
    const page = await browser.open(String(other.headers.location))
    const arrival = await browser.submit(page, '/sign-in', { userName: 'tom.becker', password: 'demo' })
    expect(arrival.status).toBe(422)
    await desk.api.endDeskSession()
    expect(await app.owner`SELECT FROM desk_sessions WHERE ended_at IS NULL`).toHaveLength(0)
  })

  test('forgets the oldest of more attempts than a header has room for', async () => {
    const desk = place.newDesk()
    const first = String((await desk.get('/sign-in?next=/tasks')).headers.location)
    for (let i = 0; i < 9; i += 1) await desk.get(`/sign-in?next=/tasks/${i}`)
    expect(desk.cookies.size).toBe(6)
    const state = new URL(first).searchParams.get('state')
    expect((await desk.get(`/sign-in/callback?code=x&state=${state}`)).status).toBe(400)
  })
})

describe('signing out', () => {
  test('ends the session at the provider too, and leads back to a page that says so', async () => {
    const { desk, browser } = await place.signIn('amara.okafor')
    const { next } = await desk.api.endDeskSession()
    expect(next).toContain(`${issuer}/session/end?`)
    const out = await browser.open(next)
    expect(out.url).toBe(`${testOrigins.desk}/signed-out`)
    const page = await desk.get('/signed-out')
    expect(page.status).toBe(200)
    expect(page.text).toContain('You are signed out')
    // The provider holds no session: it asks who it is.
    const again = await desk.get('/sign-in?again')
    expect((await browser.open(String(again.headers.location))).body).toContain('name="password"')
  })

  test('keeps no ID token of an ended session', async () => {
    const { desk } = await place.signIn('amara.okafor')
    const [live] = await place.app
      .owner`SELECT sign_out_hint FROM desk_sessions ORDER BY desk_session_id DESC LIMIT 1`
    expect(live?.signOutHint).toMatch(/^[\w-]{100,}$/)
    await desk.api.endDeskSession()
    const kept = await place.app
      .owner`SELECT FROM desk_sessions WHERE sign_out_hint IS NOT NULL AND ended_at IS NOT NULL`
    expect(kept).toHaveLength(0)
  })

  test('does not sign in again by the provider’s remaining session', async () => {
    const { desk, browser } = await place.signIn('amara.okafor')
    await desk.api.endDeskSession()
    // The browser never went to the provider: another tab reloads, and asks for a customer.
    const page = await desk.get('/accounts/4021778801')
    expect(page.headers.location).toBe('/sign-in?next=%2Faccounts%2F4021778801')
    const tab = await desk.get(String(page.headers.location))
    expect([tab.status, tab.headers.location]).toEqual([303, '/signed-out'])
    const providerUrl = new URL(String((await desk.get('/sign-in?again')).headers.location))
    expect(providerUrl.searchParams.get('prompt')).toBe('login')
    const confirm = await browser.open(providerUrl.href)
    const typed = { userName: 'amara.okafor', password: 'demo' }
    const arrival = await browser.submit(confirm, '/sign-in', typed)
    expect((await desk.get(place.pathOf(arrival.url))).status).toBe(303)
    expect((await desk.api.readDesk()).csrId).toBe('amara.okafor')
    // From here on it is an ordinary browser again.
    expect(desk.cookies.has('__Host-desk-signed-out')).toBe(false)
  })

  test('says when the sign-out could not reach the provider', async () => {
    const response = await place.newDesk().request('GET', '/signed-out?desk-only', undefined, {
      'accept-language': 'es',
    })
    expect(response.text).toContain('Cierre todas las ventanas')
    const { desk } = await place.signIn('amara.okafor')
    expect((await desk.get('/signed-out')).headers.location).toBe('/')
  })
})

describe('back-channel logout', () => {
  const sid = async () => {
    const [row] = await place.app
      .owner`SELECT provider_session FROM desk_sessions ORDER BY desk_session_id DESC LIMIT 1`
    return String(row?.providerSession)
  }
  /** Claims of a token beside the right ones, and what it says it is. */
  type Changes = { typ?: string; [claim: string]: unknown }
  const event = { 'http://schemas.openid.net/event/backchannel-logout': {} }
  const now = () => Math.floor(Date.now() / 1000)
  async function token({ typ = 'logout+jwt', ...claims }: Changes) {
    const [key] = place.jwks.keys
    const signing = await importJWK(key as never, 'ES256')
    const payload = {
      iss: issuer,
      aud: client.clientId,
      iat: now(),
      exp: now() + 120,
      jti: randomUUID(),
      events: event,
      ...claims,
    }
    return new SignJWT(payload)
      .setProtectedHeader({ alg: 'ES256', typ, kid: String((key as { kid?: string }).kid) })
      .sign(signing)
  }
  const post = (logoutToken: string) =>
    place.app.fastify.inject({
      method: 'POST',
      url: backChannelPath,
      headers: {
        host: new URL(testOrigins.desk).host,
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: new URLSearchParams({ logout_token: logoutToken }).toString(),
    })

  test('a sign-out at the provider ends the desk session that came of it, and no other', async () => {
    const { desk, browser } = await place.signIn('amara.okafor')
    const { desk: stays } = await place.signIn('amara.okafor')
    const confirmPage = await browser.open(`${issuer}/session/end`)
    await browser.submit(confirmPage, '/session/end/confirm', { logout: 'yes' })
    await expect(desk.api.readDesk()).rejects.toMatchObject({ status: 401 })
    expect((await stays.api.readDesk()).csrId).toBe('amara.okafor')
    const [line] = await place.app
      .owner`SELECT * FROM record_entries WHERE event = 'signed-out' ORDER BY 1 DESC LIMIT 1`
    expect(line).toMatchObject({ csrId: 'amara.okafor', details: { cause: 'signed-out-at-provider' } })
  })

  test('a token with a person alone ends all of their sessions; it counts once', async () => {
    const one = await place.signIn('amara.okafor')
    const two = await place.signIn('amara.okafor')
    const kenji = await place.app.asCsr('kenji.sato')
    const sent = await token({ sub: 'amara.okafor' })
    const response = await post(sent)
    expect([response.statusCode, response.headers['cache-control']]).toEqual([200, 'no-store'])
    for (const { desk } of [one, two])
      await expect(desk.api.readDesk()).rejects.toMatchObject({ status: 401 })
    expect((await kenji.api.readDesk()).csrId).toBe('kenji.sato')
    const { desk } = await place.signIn('amara.okafor')
    expect((await post(sent)).statusCode).toBe(400)
    expect((await desk.api.readDesk()).csrId).toBe('amara.okafor')
  })

  test('does not end another person’s session', async () => {
    const { desk } = await place.signIn('amara.okafor')
    expect((await post(await token({ sub: 'kenji.sato', sid: await sid() }))).statusCode).toBe(200)
    expect((await desk.api.readDesk()).csrId).toBe('amara.okafor')
    expect((await post(await token({ sid: await sid() }))).statusCode).toBe(200)
    await expect(desk.api.readDesk()).rejects.toMatchObject({ status: 401 })
  })

  test.each<[string, Changes]>([
    ['another issuer', { iss: 'http://elsewhere.localhost' }],
    ['another client', { aud: 'somebody-else' }],
    ['too old', { iat: now() - 3600 }],
    ['from the future', { iat: now() + 3600, exp: now() + 7200 }],
    ['expired', { exp: now() - 3600 }],
    ['with a nonce, as an ID token', { nonce: 'n' }],
    ['without the event', { events: {} }],
    [
      'with a text for the event',
      { events: { 'http://schemas.openid.net/event/backchannel-logout': 'yes' } },
    ],
    ['without an identifier', { jti: undefined }],
    ['without session and person', { sub: undefined }],
    ['of another type', { typ: 'at+jwt' }],
  ])('refuses a token %s', async (_, changes) => {
    const { desk } = await place.signIn('amara.okafor')
    const response = await post(await token({ sub: 'amara.okafor', ...changes }))
    expect([response.statusCode, response.json()]).toEqual([400, { error: 'invalid_request' }])
    expect((await desk.api.readDesk()).csrId).toBe('amara.okafor')
  })

  test('refuses a token that is not signed by the provider, or not signed at all', async () => {
    const { desk } = await place.signIn('amara.okafor')
    const claims = {
      iss: issuer,
      aud: client.clientId,
      iat: now(),
      jti: 'x',
      events: event,
      sub: 'amara.okafor',
    }
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const unsigned = `${part({ alg: 'none', typ: 'logout+jwt' })}.${part(claims)}.`
    const shared = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(client.clientSecret))
    const good = await token({ sub: 'amara.okafor' })
    const torn = `${good.slice(0, -6)}AAAAAA`
    for (const wrong of [unsigned, shared, torn, 'x', '']) expect((await post(wrong)).statusCode).toBe(400)
    expect((await desk.api.readDesk()).csrId).toBe('amara.okafor')
  })
})

test('staff who are switched off and on again sign in again', async () => {
  const { owner } = place.app
  const { desk } = await place.signIn('amara.okafor')
  await owner`UPDATE csr_users SET is_active = false WHERE csr_id = 'amara.okafor'`
  await owner`UPDATE csr_users SET is_active = true WHERE csr_id = 'amara.okafor'`
  await expect(desk.api.readDesk()).rejects.toMatchObject({ status: 401 })
})
