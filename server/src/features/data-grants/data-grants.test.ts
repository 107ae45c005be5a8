import { Refused } from '@porchlight/contract/client.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addUsage, servicePointOf } from '#testing/add-usage.ts'
import { addDataClient, dataRequest } from '#testing/examples/data-grant-examples.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { testOrigins } from '#testing/test-installation.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
  await addDataClient(app)
  const servicePointId = await servicePointOf(app.owner, town.mariaAccount)
  await app.owner`UPDATE service_agreements SET started_on = ${await dayIn(-700)} WHERE account_id = ${town.mariaAccount}`
  await addUsage(app.owner, {
    servicePointId,
    from: await dayIn(-700),
    until: await dayIn(-1),
    hour: () => 500,
  })
})
afterAll(() => app.close())
beforeEach(() => app.owner`DELETE FROM data_grants`)

const account = { accountId: town.mariaAccount }
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const secret = 'sunny-side-secret'
const host = new URL(testOrigins.portal).host

const dayIn = async (days: number) => {
  const [row] =
    await app.owner`SELECT (current_instant() + make_interval(days => ${days}))::date::text AS day`
  return String(row?.day)
}
const reasonOf = (refused: Promise<unknown>) =>
  refused.then(
    () => 'ok',
    (error: unknown) => (error instanceof Refused ? error.body.reason : String(error)),
  )

/** A customer gives access. Returns the grant and the code that leads back. */
async function give(webUserId: number = town.maria, change: object = {}) {
  const { api } = await app.asCustomer(webUserId)
  const body = { ...dataRequest, history: '12' as const, endsOn: await dayIn(30), ...change }
  const { dataGrantId } = await api.giveDataGrant({ params: account, body })
  const { continueUrl } = await api.readDataConnection({ params: { dataGrantId } })
  const back = new URL(continueUrl ?? '')
  return { api, dataGrantId, back, code: back.searchParams.get('code') ?? '' }
}

const post = async (path: string, fields: Record<string, string>, credentials = `sunny-side:${secret}`) => {
  const response = await app.fastify.inject({
    method: 'POST',
    url: path,
    headers: {
      host,
      'content-type': 'application/x-www-form-urlencoded',
      ...(credentials && { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }),
    },
    payload: new URLSearchParams(fields).toString(),
  })
  return { status: response.statusCode, body: response.json() as Record<string, string> }
}
const exchange = (code: string, change: Record<string, string> = {}, credentials?: string) =>
  post(
    '/oauth/token',
    {
      grant_type: 'authorization_code',
      code,
      redirect_uri: dataRequest.redirectUri,
      code_verifier: verifier,
      ...change,
    },
    credentials,
  )
const read = async (path: string, token: string) => {
  const response = await app.fastify.inject({
    url: path,
    headers: { host, authorization: `Bearer ${token}` },
  })
  return { status: response.statusCode, text: response.body, headers: response.headers }
}

/** A grant with its tokens. */
async function connected() {
  const given = await give()
  const { body } = await exchange(given.code)
  return { ...given, access: String(body.access_token), refresh: String(body.refresh_token) }
}

test('a customer gives access, and the third party reads the meters and their readings', async () => {
  const { back, code, dataGrantId, api } = await give()
  expect([back.origin + back.pathname, back.searchParams.get('state'), back.searchParams.get('iss')]).toEqual(
    [dataRequest.redirectUri, 'a-state', testOrigins.portal],
  )
  const { status, body } = await exchange(code)
  expect([status, body.token_type, body.expires_in, body.scope]).toEqual([200, 'Bearer', 3600, 'usage'])
  const { meters } = JSON.parse((await read('/data-access/meters', String(body.access_token))).text) as {
    meters: { servicePointId: number }[]
  }
  const [meter] = meters
  const from = (await dayIn(-365)).slice(0, 7)
  const xml = await read(
    `/data-access/meters/${meter?.servicePointId}/readings.xml`,
    String(body.access_token),
  )
  expect([xml.status, xml.headers['content-type']]).toEqual([200, 'application/atom+xml; charset=utf-8'])
  expect(xml.text).toContain('IntervalReading')
  const csv = await read(
    `/data-access/meters/${meter?.servicePointId}/readings.csv?from=2001-01`,
    String(body.access_token),
  )
  const days = [...csv.text.matchAll(/\d{4}-\d\d-\d\d/g)].map(([day]) => day).sort()
  expect(days[0]?.slice(0, 7) ?? '').toBe(from)
  const { grants } = await api.listDataGrants({ params: account })
  expect(grants).toMatchObject([
    { dataGrantId, name: 'Sunny Side', over: null, lastReadAt: expect.any(String) },
  ])
  const lines = await app.owner`SELECT event, client_id, account_id FROM record_entries
    WHERE action = 'data-grant:use' ORDER BY at, record_entry_id`
  expect(lines.map(({ event }) => event)).toEqual(['changed', 'read', 'read', 'read'])
  expect(new Set(lines.map(({ clientId }) => clientId))).toEqual(new Set(['data:sunny-side']))
  const [mail] =
    await app.owner`SELECT subject FROM outgoing_messages ORDER BY outgoing_message_id DESC LIMIT 1`
  expect(mail?.subject).toBe('Sunny Side can read your usage')
})

test('a wrong verifier, address, client or secret gets no token, and the code still works for the right one', async () => {
  const { code } = await give()
  const wrong = [
    await exchange(code, { code_verifier: `${verifier}x` }),
    await exchange(code, { redirect_uri: 'https://elsewhere.example/back' }),
    await exchange('not-a-code'),
  ]
  expect(wrong.map(({ status, body }) => [status, body.error])).toEqual(Array(3).fill([400, 'invalid_grant']))
  for (const credentials of ['sunny-side:guessed', 'nobody:x', ''])
    expect((await exchange(code, {}, credentials)).body.error).toBe('invalid_client')
  expect((await exchange(code, { grant_type: 'password' })).body.error).toBe('unsupported_grant_type')
  expect((await exchange(code)).status).toBe(200)
})

test('a code that comes twice ends the grant, and its tokens stop', async () => {
  const { code, access, api } = await connected()
  expect((await exchange(code)).body.error).toBe('invalid_grant')
  expect((await read('/data-access/meters', access)).status).toBe(401)
  const { grants } = await api.listDataGrants({ params: account })
  expect(grants.map(({ over }) => over)).toEqual(['misused'])
})

test('a code that comes twice at once gives tokens once at most', async () => {
  const { code } = await give()
  const responses = await Promise.all([exchange(code), exchange(code)])
  expect(responses.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1)
})

test('a code is over after two minutes', async () => {
  const { code, api, dataGrantId } = await give()
  await app.owner`UPDATE data_grants SET code_expires_at = current_instant()`
  expect((await exchange(code)).body.error).toBe('invalid_grant')
  expect((await api.readDataConnection({ params: { dataGrantId } })).continueUrl).toBeNull()
})

test('a refresh token gives another access token until the grant ends', async () => {
  const { refresh, api, dataGrantId } = await connected()
  const again = await post('/oauth/token', { grant_type: 'refresh_token', refresh_token: refresh })
  expect((await read('/data-access/meters', String(again.body.access_token))).status).toBe(200)
  await api.revokeDataGrant({ params: { ...account, dataGrantId } })
  expect((await read('/data-access/meters', String(again.body.access_token))).status).toBe(401)
  expect(
    (await post('/oauth/token', { grant_type: 'refresh_token', refresh_token: refresh })).body.error,
  ).toBe('invalid_grant')
  expect(await reasonOf(api.revokeDataGrant({ params: { ...account, dataGrantId } }))).toBe('already-done')
})

test('the third party gives a token back', async () => {
  const { refresh, access, api } = await connected()
  expect((await post('/oauth/revoke', { token: refresh })).status).toBe(200)
  expect((await post('/oauth/revoke', { token: 'no-such-token' })).status).toBe(200)
  expect((await read('/data-access/meters', access)).status).toBe(401)
  expect((await api.listDataGrants({ params: account })).grants[0]?.over).toBe('ended')
})

test('a grant dies with the link, and does not come back with a new one', async () => {
  const { access } = await connected()
  const link = { web_user_id: town.maria, account_id: town.mariaAccount }
  await app.owner`UPDATE web_user_accounts SET is_active = false WHERE web_user_id = ${link.web_user_id}
    AND account_id = ${link.account_id}`
  await app.owner`UPDATE web_user_accounts SET is_active = true WHERE web_user_id = ${link.web_user_id}
    AND account_id = ${link.account_id}`
  expect((await read('/data-access/meters', access)).status).toBe(401)
  const { api } = await app.asCustomer(town.maria)
  expect((await api.listDataGrants({ params: account })).grants.map(({ over }) => over)).toEqual(['unlinked'])
})

test('a grant is over after its last day, and while its third party is switched off', async () => {
  const { access, api } = await connected()
  await app.owner`UPDATE data_clients SET is_active = false`
  expect((await read('/data-access/meters', access)).status).toBe(401)
  expect((await api.listDataGrants({ params: account })).grants[0]?.over).toBe('closed')
  await app.owner`UPDATE data_clients SET is_active = true`
  await app.owner`UPDATE data_grants SET ends_on = current_date - 2`
  expect((await read('/data-access/meters', access)).status).toBe(401)
  expect((await api.listDataGrants({ params: account })).grants[0]?.over).toBe('expired')
})

test.each([
  [{ clientId: 'nobody' }, 'data-client-unknown'],
  [{ redirectUri: 'https://elsewhere.example/back' }, 'data-client-unknown'],
  [{ responseType: 'token' }, 'invalid-request'],
  [{ scope: 'usage bills' }, 'invalid-request'],
  [{ codeChallenge: 'short' }, 'invalid-request'],
  [{ codeChallengeMethod: 'plain' }, 'invalid-request'],
  [{ endsOn: '2020-01-01' }, 'invalid-field'],
  [{ endsOn: '2999-01-01' }, 'invalid-field'],
  [{ history: '36' }, 'invalid-field'],
])('a request with %j is refused: %s', async (change, reason) => {
  expect(await reasonOf(give(town.maria, change))).toBe(reason)
})

test('a faulty request leads back with the fault, and an unknown address is never led to', async () => {
  const { api } = await app.asCustomer(town.maria)
  const { fault, backUrl } = await api.readDataRequest({ query: { ...dataRequest, scope: 'bills' } })
  expect([fault, new URL(backUrl).searchParams.get('error')]).toEqual(['invalid_scope', 'invalid_scope'])
  const elsewhere = { ...dataRequest, redirectUri: `${dataRequest.redirectUri}/../elsewhere` }
  expect(await reasonOf(api.readDataRequest({ query: elsewhere }))).toBe('data-client-unknown')
})

test('who may only see an account shares nothing of it; another customer sees no grant', async () => {
  const [{ role } = { role: '' }] = await app.owner`SELECT role FROM web_user_accounts
    WHERE web_user_id = ${town.john} AND account_id = ${town.mariaAccount}`
  await app.owner`UPDATE web_user_accounts SET role = 'viewer' WHERE web_user_id = ${town.john}`
  expect(await reasonOf(give(town.john))).toBe('role-may-not')
  await app.owner`UPDATE web_user_accounts SET role = ${role} WHERE web_user_id = ${town.john}`
  const { dataGrantId } = await give()
  const { api } = await app.asCustomer(town.olga)
  expect(await reasonOf(api.listDataGrants({ params: account }))).toBe('account-not-linked')
  expect(await reasonOf(api.readDataConnection({ params: { dataGrantId } }))).toBe('not-found')
  const own = { accountId: town.otherAccount, dataGrantId }
  expect(await reasonOf(api.revokeDataGrant({ params: own }))).toBe('already-done')
  expect(await app.owner`SELECT 1 FROM data_grants WHERE revoked_at IS NULL`).toHaveLength(1)
})

test('the discovery document says where to go', async () => {
  const response = await app.fastify.inject({
    url: '/.well-known/oauth-authorization-server',
    headers: { host },
  })
  expect(response.json()).toMatchObject({
    issuer: testOrigins.portal,
    authorization_endpoint: `${testOrigins.portal}/data-access/authorize`,
    code_challenge_methods_supported: ['S256'],
  })
})
