import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Browser } from '#testing/browser.ts'
import { town, townPassword } from '#testing/small-town.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
  // Delays of seconds pass when a test says so, not while the machine is busy.
  await app.stopClock()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.owner`DELETE FROM failed_attempts`
  await app.owner`DELETE FROM failed_sign_ins`
  await app.owner`DELETE FROM known_devices`
})

const at = (ip: string) => new Browser(app.fastify, testOrigins.portal, ip)
const signIn = (browser: Browser, password: string = townPassword, userName = 'm.alvarez') =>
  browser.api.signIn({ body: { userName, password } }).then(
    ({ failedAttempts }) => ({ failedAttempts }),
    (refused: { status: number; body: object }) => ({ status: refused.status, ...refused.body }),
  )
const refused = { status: 401, reason: 'sign-in-refused' }
const tooMany = { status: 429, reason: 'too-many-attempts' }

describe('one name', () => {
  test('ten wrong passwords of a stranger leave the owner’s own browser and network alone', async () => {
    const stranger = at('203.0.113.9')
    for (let i = 0; i < 10; i += 1) await signIn(stranger, 'guess')
    expect(await signIn(stranger, townPassword)).toMatchObject(tooMany)
    const { failedAttempts } = (await signIn(at('192.0.2.44'))) as { failedAttempts: object }
    expect(failedAttempts).toMatchObject({ count: 5, lastAt: expect.any(String) })
    // Told once.
    expect(await signIn(at('192.0.2.44'))).toEqual({ failedAttempts: null })
  })

  test('ten wrong passwords of the owner cost seconds, not a quarter of an hour', async () => {
    const owner = at('192.0.2.45')
    for (let i = 0; i < 5; i += 1) expect(await signIn(owner, 'guess')).toMatchObject(refused)
    expect(await signIn(owner, 'guess')).toEqual({ ...tooMany, retryAfterSeconds: 1 })
    await app.advanceClock('2 seconds')
    expect(await signIn(owner, 'guess')).toMatchObject(refused)
    expect(await signIn(owner)).toEqual({ ...tooMany, retryAfterSeconds: 2 })
    await app.advanceClock('4 seconds')
    expect(await signIn(owner)).toMatchObject({ failedAttempts: { count: 6 } })
    // What were the owner's own failures is forgotten.
    expect(await signIn(owner, 'guess')).toMatchObject(refused)
    await app.advanceClock('-6 seconds')
  })

  test('delays double, a quarter of an hour at most, and are forgotten after a day', async () => {
    const stranger = at('203.0.113.10')
    const [bucket] = [await signIn(stranger, 'guess')]
    expect(bucket).toMatchObject(refused)
    await app.owner`UPDATE failed_attempts SET failures = 15`
    expect(await signIn(stranger, 'guess')).toMatchObject({ retryAfterSeconds: 900 })
    await app.advanceClock('1 day')
    expect(await signIn(stranger, 'guess')).toMatchObject(refused)
    expect(await signIn(stranger, 'guess')).toMatchObject(refused)
    await app.advanceClock('-1 day')
  })

  test('guesses from many networks are slowed down; the owner’s known device is not', async () => {
    const owner = at('192.0.2.46')
    await signIn(owner)
    for (let i = 0; i < 50; i += 1) await signIn(at(`203.0.113.${100 + i}`), 'guess')
    expect(await signIn(at('203.0.113.200'))).toMatchObject(tooMany)
    expect(await signIn(owner)).toMatchObject({ failedAttempts: { count: 50 } })
  })

  test('knows no invented device, and a real one only for the people who signed in on it', async () => {
    const owner = at('192.0.2.47')
    await signIn(owner)
    await signIn(owner, townPassword, 'j.smith')
    const device = owner.cookies.get('__Host-known-device') ?? ''
    const rows = await app.owner`SELECT web_user_id FROM known_devices ORDER BY 1`
    expect(rows.map((row) => row.webUserId)).toEqual([town.maria, town.john].sort())
    const stranger = at('203.0.113.11')
    stranger.cookies.set('__Host-known-device', `${device.slice(0, -2)}AA`)
    for (let i = 0; i < 6; i += 1) await signIn(stranger, 'guess')
    expect(await signIn(stranger, 'guess')).toMatchObject(tooMany)
  })
})

describe('one network', () => {
  test('does not count right passwords', async () => {
    const network = '198.51.100.200'
    for (let i = 0; i < 120; i += 1) expect(await signIn(at(network))).toEqual({ failedAttempts: null })
    expect(await app.owner`SELECT FROM failed_attempts`).toHaveLength(0)
    const together = await Promise.all(Array.from({ length: 120 }, () => signIn(at(network))))
    expect(together.filter((outcome) => 'status' in outcome)).toEqual([])
  })

  test('one password tried on many names is slowed down', async () => {
    const stranger = at('203.0.113.12')
    for (let i = 0; i < 100; i += 1) await signIn(stranger, 'spring', `name.${i}`)
    expect(await signIn(stranger, 'spring', 'name.100')).toMatchObject(tooMany)
  })

  test('counts simultaneous guesses one after the other', async () => {
    const stranger = at('203.0.113.13')
    const answers = await Promise.all(Array.from({ length: 40 }, () => signIn(stranger, 'guess')))
    const counted = answers.filter((outcome) => 'status' in outcome && outcome.status === 401)
    expect(counted.length).toBeLessThanOrEqual(5 + 3)
  })

  test('all addresses of one IPv6 network are one', async () => {
    for (let i = 1; i <= 5; i += 1) await signIn(at(`2001:db8:1:2::${i}`), 'guess')
    expect(await signIn(at('2001:db8:1:2:ffff:1:2:3'), 'guess')).toMatchObject(tooMany)
    expect(await signIn(at('2001:db8:1:3::1'), 'guess')).toMatchObject(refused)
  })
})

describe('who is meant', () => {
  test('the e-mail address is a user name where one web user alone has it', async () => {
    expect(await signIn(at('192.0.2.48'), townPassword, ' M.Alvarez@Example.com ')).toEqual({
      failedAttempts: null,
    })
    await app.owner`UPDATE web_users SET email = 'm.alvarez@example.com' WHERE web_user_id = ${town.john}`
    expect(await signIn(at('192.0.2.48'), townPassword, 'm.alvarez@example.com')).toMatchObject(refused)
    await app.owner`UPDATE web_users SET is_active = false WHERE web_user_id = ${town.john}`
    expect(await signIn(at('192.0.2.48'), townPassword, 'm.alvarez@example.com')).toEqual({
      failedAttempts: null,
    })
    await app.owner`UPDATE web_users SET email = 'j.smith@example.com', is_active = true WHERE web_user_id = ${town.john}`
  })

  test('a user name that looks like somebody’s e-mail address is the user name', async () => {
    await app.owner`UPDATE web_users SET user_name = 'm.alvarez@example.com' WHERE web_user_id = ${town.john}`
    const browser = at('192.0.2.49')
    await signIn(browser, townPassword, 'm.alvarez@example.com')
    const sessions =
      await app.owner`SELECT web_user_id FROM customer_sessions ORDER BY customer_session_id DESC LIMIT 1`
    expect(sessions).toEqual([{ webUserId: town.john }])
    await app.owner`UPDATE web_users SET user_name = 'j.smith' WHERE web_user_id = ${town.john}`
  })

  test('refuses a switched-off web user as for a wrong password, and records it', async () => {
    await app.owner`UPDATE web_users SET is_active = false WHERE web_user_id = ${town.olga}`
    expect(await signIn(at('192.0.2.50'), townPassword, 'o.petrova')).toMatchObject(refused)
    const lines =
      await app.owner`SELECT FROM record_entries WHERE event = 'refused' AND web_user_id = ${town.olga}`
    expect(lines).toHaveLength(1)
    await app.owner`UPDATE web_users SET is_active = true WHERE web_user_id = ${town.olga}`
  })
})

describe('a sign-in in a browser that held a session', () => {
  const live = (webUserId: number) =>
    app.owner`SELECT token_hash FROM customer_sessions WHERE web_user_id = ${webUserId} AND ended_at IS NULL`

  test('ends that session: a kept cookie is worthless', async () => {
    await app.owner`UPDATE customer_sessions SET ended_at = now()`
    const maria = await app.asCustomer(town.maria)
    const kept = maria.credential
    await signIn(maria)
    expect(await live(town.maria)).toHaveLength(1)
    const thief = at('203.0.113.14')
    thief.cookies.set('__Host-porchlight-portal', kept ?? '')
    expect((await thief.get('/access')).status).toBe(303)
    expect((await maria.get('/access')).status).toBe(200)
  })

  test('of somebody else, whose record says so', async () => {
    const olga = await app.asCustomer(town.olga)
    await signIn(olga)
    expect(await live(town.olga)).toHaveLength(0)
    const lines =
      await app.owner`SELECT web_user_id, event FROM record_entries ORDER BY record_entry_id DESC LIMIT 2`
    expect(lines).toEqual([
      { webUserId: town.maria, event: 'signed-in' },
      { webUserId: town.olga, event: 'signed-out' },
    ])
  })
})

test('the page says how long to wait, and after the right password what failed before', async () => {
  const browser = at('192.0.2.51')
  const submit = (password: string) =>
    browser.submit('/sign-in?next=%2Faccess', { userName: 'm.alvarez', password })
  for (let i = 0; i < 5; i += 1) await submit('guess')
  const wait = await submit('guess')
  expect(wait.status).toBe(429)
  expect(wait.text).toContain('Too many attempts. Try again in 1 second.')
  await app.advanceClock('3 seconds')
  const location = String((await submit(townPassword)).headers.location)
  expect(location).toMatch(/^\/access\?count=5&at=/)
  expect((await browser.get(location)).text).toContain(
    'There were 5 attempts to sign in as you with a wrong password',
  )
  await app.advanceClock('-3 seconds')
})
