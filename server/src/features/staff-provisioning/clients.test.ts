import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hashToken } from '#sessions/token.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { errorSchema } from './protocol/scim-error.ts'
import { type Scim, scimClient } from './scim.fixture.ts'

let app: TestApp
let scim: Scim
beforeAll(async () => {
  app = await createTestApp()
  scim = await scimClient(app)
})
afterAll(() => app.close())

const recorded = (clientId: string) =>
  app.owner`SELECT event, reason FROM record_entries WHERE client_id = ${clientId} ORDER BY at, record_entry_id`

describe('a client', () => {
  const errors = async (authorization: string | undefined, more: Record<string, string> = {}) => {
    const response = await app.fastify.inject({
      url: '/scim/v2/Users',
      headers: { host: 'desk.localhost:8080', ...(authorization && { authorization }), ...more },
    })
    return {
      status: response.statusCode,
      challenge: response.headers['www-authenticate'],
      body: response.json(),
    }
  }

  test('without a token, with an unknown, an ended or an expired one is refused with 401, in SCIM’s form', async () => {
    const gone = await scimClient(app, 'gone')
    await app.owner`UPDATE provisioning_tokens SET ended_at = current_instant() WHERE client_id = 'gone'`
    const old = await scimClient(app, 'old')
    await app.owner`UPDATE provisioning_tokens SET expires_at = current_instant() WHERE client_id = 'old'`
    for (const authorization of [
      undefined,
      'Bearer',
      'Basic eDp5',
      `Bearer ${'x'.repeat(43)}`,
      `Bearer ${gone.token}`,
      `Bearer ${old.token}`,
    ])
      expect(await errors(authorization)).toMatchObject({
        status: 401,
        challenge: 'Bearer realm="scim"',
        body: { schemas: [errorSchema], status: '401' },
      })
    expect(await recorded('scim:gone')).toMatchObject([{ event: 'refused', reason: 'token-not-valid' }])
    expect(await recorded('scim:old')).toMatchObject([{ event: 'refused', reason: 'token-not-valid' }])
  })

  test('that sends a desk session beside its token is refused with 400, and nothing is done', async () => {
    const kenji = await app.asCsr('kenji.sato')
    const cookie = [...kenji.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const both = await scim.send('POST', '/Users', { userName: 'merged' }, { cookie })
    expect(both.status).toBe(400)
    expect(await app.owner`SELECT 1 FROM provisioned_staff WHERE user_name = 'merged'`).toHaveLength(0)
  })

  test('has its token kept as a hash, with the time of its last use', async () => {
    const fresh = await scimClient(app, 'okta')
    await fresh.send('GET', '/Users?count=0')
    const [row] =
      await app.owner`SELECT t::text AS kept, token_hash, last_used_at FROM provisioning_tokens t WHERE client_id = 'okta'`
    expect(row?.kept).not.toContain(fresh.token)
    expect(Buffer.from(row?.tokenHash as Uint8Array)).toEqual(Buffer.from(hashToken(fresh.token)))
    expect(row?.lastUsedAt).toBeInstanceOf(Date)
  })

  test('reaches nothing of the desk with its token', async () => {
    const response = await app.fastify.inject({
      url: '/api/desk',
      headers: { host: 'desk.localhost:8080', authorization: `Bearer ${scim.token}` },
    })
    expect(response.statusCode).toBe(401)
  })
})

describe('what cannot be read', () => {
  test.each<[string, string, string, unknown, number, string | undefined]>([
    ['a body that is no JSON', 'POST', '/Users', '{"userName":', 400, 'invalidSyntax'],
    ['a body that is a list', 'POST', '/Users', [], 400, 'invalidSyntax'],
    ['no body', 'POST', '/Users', undefined, 400, 'invalidSyntax'],
    ['no userName', 'POST', '/Users', { displayName: 'x' }, 400, 'invalidValue'],
    ['a NUL', 'POST', '/Users', { userName: 'a\0b' }, 400, 'invalidValue'],
    ['half of a surrogate pair', 'POST', '/Users', '{"userName":"\\ud800"}', 400, 'invalidValue'],
    ['a poisoned prototype', 'POST', '/Users', '{"userName":"p","__proto__":{"x":1}}', 400, 'invalidSyntax'],
    ['an id that is none', 'GET', '/Users/nobody', undefined, 404, undefined],
    ['an id of nobody', 'GET', '/Users/7d1f0f6e-0000-4000-8000-000000000000', undefined, 404, undefined],
    [
      'a PATCH of nobody',
      'PATCH',
      '/Users/1',
      { Operations: [{ op: 'add', path: 'title', value: 'x' }] },
      404,
      undefined,
    ],
    ['an address that is none', 'GET', '/Nothing', undefined, 404, undefined],
    ['Bulk', 'POST', '/Bulk', {}, 501, undefined],
    ['Me', 'GET', '/Me', undefined, 501, undefined],
  ])('%s', async (_, method, path, body, status, scimType) => {
    const refused = await scim.send(method, path, body)
    expect([refused.status, refused.body.scimType]).toEqual([status, scimType])
    expect(refused.body).toMatchObject({
      schemas: [errorSchema],
      status: String(status),
      detail: expect.any(String),
    })
  })

  test('a body that is too large is 413, another media type 415', async () => {
    const large = await scim.send('POST', '/Users', { userName: 'x', title: 'x'.repeat(3_000_000) })
    expect([large.status, large.body.schemas]).toEqual([413, [errorSchema]])
    const xml = await scim.send('POST', '/Users', '<user/>', { 'content-type': 'application/xml' })
    expect([xml.status, xml.body.schemas]).toEqual([415, [errorSchema]])
  })
})
