import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addBill } from '#testing/add-bill.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'
import { encodingFor } from './compress.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
  for (let month = 1; month <= 9; month++)
    await addBill(app.owner, {
      accountId: town.mariaAccount,
      billDate: `2026-0${month}-05`,
      dueDate: `2026-0${month}-25`,
      chargesCents: 5000,
    })
})
afterAll(() => app.close())

test.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['GZIP', 'gzip'],
  ['gzip;q=1.0, br;q=0', 'gzip'],
  ['br;q=0.001', 'br'],
  ['*', 'br'],
  ['*;q=0', undefined],
  ['identity', undefined],
  ['', undefined],
  [undefined, undefined],
])('of %j it is %j', (accepted, encoding) => {
  expect(encodingFor(accepted)).toBe(encoding)
})

const get = async (origin: string, url: string, cookie: string, headers: Record<string, string> = {}) => {
  const response = await app.fastify.inject({
    url,
    headers: { host: new URL(origin).host, cookie, 'accept-encoding': 'gzip, br', ...headers },
  })
  return {
    encoding: response.headers['content-encoding'],
    vary: response.headers.vary,
    body: response.rawPayload,
  }
}

describe('every text answer is compressed', () => {
  test('pages and the API, and opens to the same text', async () => {
    const maria = await app.asCustomer(town.maria)
    const amara = await app.asCsr('amara.okafor')
    const portal = `__Host-porchlight-portal=${maria.credential}`
    const answers = [
      await get(testOrigins.portal, '/sign-in', ''),
      await get(testOrigins.portal, `/accounts/${town.mariaAccount}/bills`, portal),
      await get(testOrigins.portal, `/api/accounts/${town.mariaAccount}/bills`, portal),
      await get(testOrigins.portal, '/nowhere', portal),
      await get(testOrigins.desk, '/', `__Host-porchlight-desk=${amara.credential}`),
    ]
    for (const { encoding, vary, body } of answers) {
      expect([encoding, vary]).toEqual(['br', 'accept-encoding'])
      expect(brotliDecompressSync(body).toString()).toMatch(/^(<!doctype html>|\{)/)
    }
    const gzip = await get(testOrigins.portal, '/sign-in', '', { 'accept-encoding': 'gzip' })
    expect(gzip.encoding).toBe('gzip')
    expect(gunzipSync(gzip.body).toString()).toContain('</html>')
    const plain = await get(testOrigins.portal, '/sign-in', '', { 'accept-encoding': 'identity' })
    expect([plain.encoding, plain.vary]).toEqual([undefined, 'accept-encoding'])
    expect(plain.body.toString()).toContain('</html>')
  })

  test('a streamed export too', async () => {
    const ines = await app.asCsr('ines.ferreira')
    const response = await ines.request(
      'POST',
      '/api/desk/self-service-tasks/export.csv',
      { json: {} },
      { 'accept-encoding': 'gzip' },
    )
    expect([response.status, response.headers['content-encoding']]).toEqual([200, 'gzip'])
  })

  test('does not compress small responses or redirects', async () => {
    expect((await get(testOrigins.portal, '/api/portal-context', '')).encoding).toBeUndefined()
    expect((await get(testOrigins.portal, '/access', '')).encoding).toBeUndefined()
  })
})

describe('the length of a page reveals nothing to another site', () => {
  test('sends a signed-in page uncompressed when another site opened it, and compresses a visitor’s page', async () => {
    const maria = await app.asCustomer(town.maria)
    const cookie = `__Host-porchlight-portal=${maria.credential}`
    const path = `/accounts/${town.mariaAccount}/bills?guess=1234.50`
    for (const site of ['cross-site', 'same-site'])
      expect(
        (await get(testOrigins.portal, path, cookie, { 'sec-fetch-site': site })).encoding,
      ).toBeUndefined()
    for (const site of ['same-origin', 'none'])
      expect((await get(testOrigins.portal, path, cookie, { 'sec-fetch-site': site })).encoding).toBe('br')
    expect((await get(testOrigins.portal, '/sign-in', '', { 'sec-fetch-site': 'cross-site' })).encoding).toBe(
      'br',
    )
  })

  test('two responses with the same page share no part of the form token', async () => {
    const maria = await app.asCustomer(town.maria)
    const tokens = await Promise.all(
      [1, 2].map(async () => {
        const { text } = await maria.get(`/accounts/${town.mariaAccount}/mailing-address`)
        return /name="_token" value="([^"]+)"/.exec(text)?.[1] ?? ''
      }),
    )
    const [one = '', other = ''] = tokens
    const pieces = Array.from({ length: one.length - 5 }, (_, at) => one.slice(at, at + 6))
    expect(pieces.filter((piece) => other.includes(piece))).toEqual([])
  })
})
