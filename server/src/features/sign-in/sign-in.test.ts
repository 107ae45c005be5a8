import { afterAll, beforeAll, expect, test } from 'vitest'
import { town, townPassword } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

test('a customer signs in with a form, sees the accounts, signs out, and the kept cookie is worthless', async () => {
  const browser = app.visitor()
  expect((await browser.get('/')).headers.location).toBe('/sign-in')
  const signedIn = await browser.submit('/sign-in', { userName: 'M.Alvarez', password: townPassword })
  expect([signedIn.status, signedIn.headers.location]).toEqual([303, '/'])
  expect(signedIn.headers['set-cookie']).toEqual([
    expect.stringMatching(
      /^__Host-porchlight-portal=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200; Secure$/,
    ),
    expect.stringMatching(
      /^__Host-known-device=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=31536000; Secure$/,
    ),
  ])
  const home = await browser.get('/')
  expect(home.text).toContain('Hello, Maria Alvarez')

  const kept = new Map(browser.cookies)
  expect((await browser.submit('/sign-out', {})).status).toBe(303)
  for (const [name, value] of kept) browser.cookies.set(name, value)
  expect((await browser.get('/')).headers.location).toBe('/sign-in?notice=session-ended')
})

test('a wrong password and an unknown name are refused alike, and nothing is said of which', async () => {
  const browser = app.visitor()
  const wrong = await browser.submit('/sign-in', { userName: 'm.alvarez', password: 'not this one' })
  const unknown = await browser.submit('/sign-in', { userName: 'nobody', password: 'not this one' })
  expect([wrong.status, unknown.status]).toEqual([401, 401])
  expect(wrong.text.replaceAll('m.alvarez', 'nobody')).toBe(unknown.text)
  expect(wrong.text).toContain('value="m.alvarez"')
  expect(wrong.text).not.toContain('not this one')
  const recorded = await app.owner`SELECT web_user_id, host(ip_address) AS ip FROM record_entries
    WHERE event = 'refused' AND reason = 'sign-in-refused' AND actor_kind = 'visitor' ORDER BY record_entry_id`
  expect(recorded).toEqual([
    { webUserId: town.maria, ip: '192.0.2.10' },
    { webUserId: null, ip: '192.0.2.10' },
  ])
})

test('a session ends after thirty minutes without use', async () => {
  const browser = app.visitor()
  await browser.submit('/sign-in', { userName: 'j.smith', password: townPassword })
  await app.advanceClock('29 minutes')
  expect((await browser.get('/access')).status).toBe(200)
  await app.advanceClock('31 minutes')
  expect((await browser.get('/access')).status).toBe(303)
})

test("another site's form is refused: a foreign Origin, none, and a form token that does not fit", async () => {
  const browser = app.visitor()
  const sign = (headers: Record<string, string>) =>
    browser.request('POST', '/sign-in', { form: { userName: 'm.alvarez', password: townPassword } }, headers)
  expect((await sign({ origin: 'http://evil.example' })).status).toBe(403)
  expect((await sign({ origin: 'null' })).status).toBe(403)
  await browser.submit('/sign-in', { userName: 'm.alvarez', password: townPassword })
  const forged = await browser.submit('/link-account', { _token: 'x'.repeat(43), accountNumber: '1' })
  expect(forged.status).toBe(403)
  const signOut = await browser.request('POST', '/sign-out', { form: {} }, { origin: 'http://evil.example' })
  expect(signOut.status).toBe(403)
  expect((await browser.get('/')).status).toBe(200)
})

test('signs in by the form although the browser still holds the cookie of an ended session', async () => {
  const john = await app.asCustomer(town.john)
  await app.owner`UPDATE customer_sessions SET ended_at = now() WHERE web_user_id = ${town.john}`
  const response = await john.submit('/sign-in', { userName: 'j.smith', password: townPassword })
  expect(response.status).toBe(303)
})
