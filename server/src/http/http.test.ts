import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newAddress } from '#features/masquerade/masquerade.fixture.ts'
import type { Browser } from '#testing/browser.ts'
import { town, townPassword } from '#testing/small-town.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'

let app: TestApp
let maria: Browser
beforeAll(async () => {
  app = await createTestApp()
  maria = await app.asCustomer(town.maria)
})
afterAll(() => app.close())

const host = new URL(testOrigins.portal).host
const change = (headers: Record<string, string>) =>
  maria.request(
    'PUT',
    `/api/accounts/${town.mariaAccount}/mailing-address`,
    { json: { ...newAddress, version: 99 } },
    headers,
  )

describe('refuses unreadable requests with a named reason and reveals no internals', () => {
  test.each([
    ['GET', '/api/%E0%A4%A', 400],
    ['DELETE', '/api/portal-context', 404],
    ['OPTIONS', '/api/nothing', 404],
    ['PUT', '/api/nothing', 404],
  ])('%s %s', async (method, url, status) => {
    const response = await maria.request(method, url)
    expect(response.status).toBe(status)
    expect(response.headers['x-content-type-options']).toBe('nosniff')
    expect(response.text).toMatch(/^\{"reason":"(invalid-request|not-found)"\}$/)
  })
})

test.each(['null', 'http://portal.localhost:8080/', 'http://PORTAL.localhost:8080', testOrigins.desk])(
  'a change with the Origin %j is refused, the form token notwithstanding',
  async (origin) => {
    expect((await change({ origin })).text).toBe('{"reason":"origin-not-allowed"}')
  },
)

describe('a body that is not what the endpoint takes', () => {
  const deep = '['.repeat(30_000) + ']'.repeat(30_000)
  test.each([
    ['text/plain', '{"userName":"m.alvarez","password":"a long enough password"}'],
    ['application/x-www-form-urlencoded', 'userName=m.alvarez&password=a+long+enough+password'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['application/json', '{"__proto__":{"userName":"m.alvarez"},"password":"x"}'],
    ['application/json', '{"constructor":{"prototype":{"userName":"x"}}}'],
    ['application/json', deep],
    ['application/json', `{"userName":"${'x'.repeat(70_000)}"}`],
    ['application/json', 'null'],
    ['application/json', '{'],
  ])('%s %.40s', async (type, payload) => {
    const response = await app.fastify.inject({
      method: 'POST',
      url: '/api/sign-in',
      headers: { host, origin: testOrigins.portal, 'content-type': type },
      payload,
    })
    expect(response.statusCode).toBe(400)
    expect(response.json()).toMatchObject({ reason: 'invalid-request' })
  })
})

test('accepts no session from a cookie of another name or beside a planted cookie', async () => {
  const open = async (cookie: string) =>
    (await app.fastify.inject({ url: '/access', headers: { host, cookie } })).statusCode
  const mine = `porchlight-portal=${maria.credential}`
  expect(await open(`__Host-${mine}`)).toBe(200)
  for (const cookie of [mine, `=__Host-${mine}`, `__Host-porchlight-portal=x; __Host-${mine}`])
    expect(await open(cookie), cookie).toBe(303)
})

test('ignores forwarded headers from an address that is not trusted', async () => {
  const forwarded = { 'x-forwarded-for': '203.0.113.1', forwarded: 'for=203.0.113.1' }
  const stranger = app.visitor()
  const body = { json: { userName: 'o.petrova', password: townPassword } }
  expect((await stranger.request('POST', '/api/sign-in', body, forwarded)).status).toBe(200)
  const sessions =
    await app.owner`SELECT host(ip_address) AS ip FROM customer_sessions WHERE web_user_id = ${town.olga}`
  expect(sessions).toEqual([{ ip: '192.0.2.10' }])
  const elsewhere = await app.fastify.inject({
    url: '/access',
    headers: { host: 'evil.example', 'x-forwarded-host': host },
  })
  expect(elsewhere.statusCode).toBe(421)
})

test.each(['/\t/evil.example', '/\\evil.example', '//evil.example', '/\r\nSet-Cookie: a=b', '/é€'])(
  'the language changes on an address of ours, not on %j',
  async (back) => {
    const { status, headers } = await maria.submit('/language', { back, language: 'en' })
    expect(status).toBe(303)
    expect(new URL(String(headers.location), testOrigins.portal).origin).toBe(testOrigins.portal)
  },
)

test.each(Object.entries(testOrigins))(
  '%s: no inline script or style, no frame, nothing kept in a cache',
  async (_, origin) => {
    const { headers } = await app.fastify.inject({
      url: '/sign-in',
      headers: { host: new URL(origin.replace('*', 'a'.repeat(26))).host },
    })
    const policy = String(headers['content-security-policy'])
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|data: *;? *script|\*;/)
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    // With a key or a code in the query, no request of the page may repeat it.
    expect(headers['referrer-policy']).toBe(origin === testOrigins.view ? 'same-origin' : 'strict-origin')
  },
)
