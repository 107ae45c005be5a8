import { eachAsked } from '@porchlight/contract/api.ts'
import { livePath } from '@porchlight/contract/live.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actingAs, entriesOf, masqueradeAs, newAddress } from '#features/masquerade/masquerade.fixture.ts'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'

let app: TestApp
let amara: Browser
beforeAll(async () => {
  app = await createTestApp()
  amara = await app.asCsr('amara.okafor')
})
afterAll(() => app.close())

type Line = { actorKind: string; csrId: string | null; event: string; action: string; reason: string | null }
/** The lines of the record that `work` leaves. */
async function linesOf(work: () => Promise<unknown>): Promise<Line[]> {
  const [{ last } = { last: 0 }] =
    await app.owner`SELECT COALESCE(max(record_entry_id), 0) AS last FROM record_entries`
  await work()
  return app.owner`SELECT * FROM record_entries WHERE record_entry_id > ${last} ORDER BY record_entry_id`
}

const account = `/api/desk/accounts/${town.mariaAccount}`
const navigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }

describe('refuses another site that opens a customer in a CSR’s name', () => {
  test.each([
    ['a navigation', { 'sec-fetch-site': 'cross-site', ...navigation }],
    ['a sibling site', { 'sec-fetch-site': 'same-site', ...navigation }],
    ['an image', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }],
    [
      'a script of a sibling',
      { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' },
    ],
    ['an unknown word', { 'sec-fetch-site': 'everywhere' }],
    ['a link in a mail', { 'sec-fetch-site': 'none', ...navigation }],
    ['a page of the desk itself', { 'sec-fetch-site': 'same-origin', ...navigation }],
    ['a frame of the desk', { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'iframe' }],
    ['an old browser with a Referer', { referer: 'http://evil.example/page' }],
    ['an old browser with an Origin', { origin: 'null' }],
    ['an old browser on the portal', { referer: `${testOrigins.portal}/access` }],
  ])('%s is refused, and the refusal is the only line', async (_, headers) => {
    const before = await app.owner`SELECT * FROM csr_openings`
    const lines = await linesOf(async () => {
      const response = await amara.request('GET', account, undefined, headers)
      expect([response.status, response.text]).toEqual([403, '{"reason":"origin-not-allowed"}'])
    })
    expect(lines).toMatchObject([
      { event: 'refused', action: 'account:view', reason: 'origin-not-allowed', csrId: 'amara.okafor' },
    ])
    expect(await app.owner`SELECT * FROM csr_openings`).toEqual(before)
  })

  test.each([
    [
      'the desk’s own script',
      { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' },
    ],
    ['an old browser at the desk', { referer: `${testOrigins.desk}/` }],
    ['a program', {}],
  ])('%s opens it', async (_, headers) => {
    expect((await amara.request('GET', account, undefined, headers)).status).toBe(200)
  })
})

const addresses = [
  ...eachAsked.map(([, { method, path }]): [string, string] => [method, path]),
  ['GET', livePath] as [string, string],
  ['POST', '/api/desk/self-service-tasks/export.csv'] as [string, string],
]
test.each(addresses)('%s %s refuses another site on every origin', async (method, path) => {
  const url = path.replace(/:accountId/, String(town.mariaAccount)).replace(/:\w+/g, '1')
  // The server checks a machine's signature first.
  const reason = path.endsWith('/webhook') ? 'signature-refused' : 'origin-not-allowed'
  const view = testOrigins.view.replace('*', 'a'.repeat(26))
  const origins = [testOrigins.desk, ...(path === livePath ? [] : [testOrigins.portal, view])]
  for (const origin of origins) {
    const response = await app.fastify.inject({
      method: method as 'GET',
      url,
      headers: { host: new URL(origin).host, origin, 'sec-fetch-site': 'cross-site' },
      ...(method === 'GET' ? {} : { payload: {} }),
    })
    expect([response.statusCode, response.body], origin).toEqual([403, `{"reason":"${reason}"}`])
  }
})

describe('a view', () => {
  test('opens when the desk led to it, and asks first when another site did', async () => {
    const { view, arrival, masqueradeId } = await masqueradeAs(app, 'amara.okafor', {
      purposeReference: 'led here',
    })
    expect(arrival.headers['referrer-policy']).toBe('strict-origin')
    const path = String(arrival.headers.location)
    const open = (referer?: string) =>
      view.request('GET', path, undefined, {
        'sec-fetch-site': 'cross-site',
        ...navigation,
        ...(referer && { referer }),
      })
    expect((await open(`${testOrigins.desk}/`)).status).toBe(200)
    for (const referer of [undefined, 'http://evil.example/', `${testOrigins.portal}/`]) {
      const lines = await linesOf(async () => {
        const page = await open(referer)
        expect(page.status).toBe(403)
        expect(page.text).toContain(`href="${path}"`)
        expect(page.text).not.toContain('Alvarez')
      })
      expect(lines).toMatchObject([{ event: 'refused', reason: 'origin-not-allowed', csrId: 'amara.okafor' }])
    }
    const frame = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }
    expect((await view.request('GET', path, undefined, frame)).text).toBe('{"reason":"origin-not-allowed"}')
    expect((await view.get(path)).status).toBe(200)
    const left = await view.submit('/masquerade/leave', {})
    expect(left.headers['referrer-policy']).toBe('strict-origin')
    expect(await entriesOf(app, masqueradeId)).not.toHaveLength(0)
  })
})

describe('a screen of the desk', () => {
  const path = `/accounts/${town.mariaAccount}`
  const open = (browser: Browser, url: string, referer?: string) =>
    browser.request('GET', url, undefined, {
      'sec-fetch-site': 'cross-site',
      ...navigation,
      ...(referer && { referer }),
    })

  test('asks first when another site opened it, and opens when a view led back', async () => {
    const page = await open(amara, path)
    expect(page.status).toBe(403)
    expect(page.text).toContain(`href="${path}"`)
    expect(page.text).not.toContain('page-data')
    expect((await open(amara, path, 'http://evil.example/')).status).toBe(403)
    expect((await open(amara, path, 'http://x.view.localhost.evil.example/')).status).toBe(403)
    expect((await open(amara, path, `${testOrigins.view.replace('*', 'b'.repeat(26))}/`)).status).toBe(200)
    expect((await open(amara, '/')).status).toBe(200)
    expect((await amara.get(path)).status).toBe(200)
  })

  test('never links to another host', async () => {
    const page = await open(amara, '//evil.example/x')
    expect(page.status).toBe(403)
    expect(page.text).toContain('href="/evil.example/x"')
  })
})

describe('a forged change leaves a line', () => {
  const params = { accountId: town.mariaAccount }

  test('under a live masquerade', async () => {
    const { view } = await actingAs(app, 'amara.okafor', { purposeReference: 'forged' })
    const { mailingAddress } = await view.api.readAccountInformation({ params })
    const json = { ...newAddress, version: mailingAddress.version }
    const path = `/api/accounts/${town.mariaAccount}/mailing-address`
    const forge = (headers: Record<string, string>) => view.request('PUT', path, { json }, headers)
    const lines = await linesOf(async () => {
      expect((await forge({ origin: 'http://evil.example' })).status).toBe(403)
      expect((await forge({ 'porchlight-form-token': 'x' })).status).toBe(403)
      const form = { _token: 'x', line1: 'Forged 1' }
      const posted = await view.submit(`/accounts/${town.mariaAccount}/mailing-address`, form)
      expect(posted.status).toBe(403)
    })
    const by = { event: 'refused', actorKind: 'masquerade', csrId: 'amara.okafor', webUserId: town.maria }
    expect(lines).toMatchObject([
      { ...by, action: 'mailing-address:change', reason: 'origin-not-allowed' },
      { ...by, action: 'mailing-address:change', reason: 'form-token-missing' },
      { ...by, reason: 'form-token-missing' },
      // The page that says so has the banner of the view.
      { ...by, event: 'read', action: 'portal:open' },
    ])
  })

  test('at the desk and in the portal', async () => {
    const maria = await app.asCustomer(town.maria)
    const headers = { origin: 'http://evil.example' }
    const lines = await linesOf(async () => {
      await amara.request('POST', '/api/desk/masquerades', { json: {} }, headers)
      await maria.request('POST', '/api/password', { json: {} }, headers)
      await app.visitor().request('POST', '/api/sign-in', { json: {} }, headers)
    })
    expect(lines).toMatchObject([
      { event: 'refused', action: 'masquerade:start', reason: 'origin-not-allowed', csrId: 'amara.okafor' },
      { event: 'refused', reason: 'origin-not-allowed', actorKind: 'customer', webUserId: town.maria },
    ])
  })
})
