import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { newAddress } from '#features/masquerade/masquerade.fixture.ts'
import { Browser } from '#testing/browser.ts'
import { endpointOf, prepare, send, walked } from '#testing/examples/examples.ts'
import { openScene, type Scene } from '#testing/examples/scene.ts'
import { town } from '#testing/small-town.ts'
import { testOrigins } from '#testing/test-app.ts'
import { parseInput } from './parse.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())

test('lists every public endpoint', () => {
  expect(walked.filter(([, e]) => e.action === 'public').map(([name]) => name)).toEqual([
    'takeOffByMail',
    'registerGuest',
    'requestPasswordReset',
    'resetPassword',
    'confirmEmail',
    'stopNotice',
    'requestRegistration',
    'register',
    'signIn',
    'finishSignIn',
  ])
})

test('no two endpoints share a method and a path', () => {
  const places = walked.map(([, e]) => `${e.method} ${e.path}`)
  expect(new Set(places).size).toBe(places.length)
})

const guarded = walked.filter(([, e]) => e.action !== 'public')
const view = testOrigins.view.replace('*', 'a'.repeat(26))

test.each(walked.map(([name]) => name))('%s takes its example', async (name) => {
  const { input } = await prepare(scene, name)
  expect(() => parseInput(endpointOf(name), input)).not.toThrow()
})

describe('every endpoint refuses a stranger, on each site', () => {
  test.each(guarded)('%s', async (name) => {
    const { input } = await prepare(scene, name)
    for (const origin of [testOrigins.portal, testOrigins.desk, view]) {
      const { status, reason, text } = await send(new Browser(scene.app.fastify, origin), name, input)
      // The payment page is known by its signature alone, on every site.
      const isPaymentPage = name === 'settleCardPayment'
      expect({ status, reason }).toEqual({
        status: isPaymentPage ? 403 : 401,
        reason: isPaymentPage ? 'signature-refused' : 'not-signed-in',
      })
      expect(text).not.toMatch(/Maria|Oak St/)
    }
  })
})

describe('every endpoint refuses the other kind of actor', () => {
  test.each(guarded)('%s', async (name, e) => {
    const { input } = await prepare(scene, name)
    const isDesk = e.path.startsWith('/api/desk') || e.path === '/api/customer-search'
    const other = await (isDesk ? scene.app.asCustomer(town.maria) : scene.app.asCsr('ines.ferreira'))
    const { status, reason } = await send(other, name, input)
    const expected = isDesk ? 'staff-only' : 'customer-only'
    expect({ status, reason }).toEqual({
      status: 403,
      reason: name === 'settleCardPayment' ? 'signature-refused' : expected,
    })
  })
})

describe('a masquerade is refused every action of the class `never`', () => {
  const never = guarded.filter(([name, e]) => e.masquerade === 'never' && name !== 'settleCardPayment')
  test.each(never)('%s', async (name) => {
    const { input } = await prepare(scene, name)
    const { status, reason } = await send(await scene.browserOf('acting'), name, input)
    expect({ status, reason }).toEqual({ status: 403, reason: 'masquerade-never' })
  })
})

type Json = {
  type?: string
  anyOf?: Json[]
  properties?: Record<string, Json>
  items?: Json
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
}
/** The numbers of a schema, by their path, that the database's columns might not hold. */
function unbounded(json: Json, at: string): string[] {
  const parts = [
    ...(json.anyOf ?? []).map((one) => [one, at] as const),
    ...Object.entries(json.properties ?? {}).map(([name, one]) => [one, `${at}.${name}`] as const),
    ...(json.items ? [[json.items, at] as const] : []),
  ]
  const unboundedParts = parts.flatMap(([one, where]) => unbounded(one, where))
  if (json.type !== 'integer' && json.type !== 'number') return unboundedParts
  // Keys, cents and sizes of the record are bigint columns: every safe integer fits.
  const most = /(Id|Ids|Cents|Payment|reference|before|after|cursor\.size)$/.test(at)
    ? Number.MAX_SAFE_INTEGER
    : 2_147_483_647
  const least = json.minimum ?? json.exclusiveMinimum ?? Number.NEGATIVE_INFINITY
  const isBounded = json.type === 'integer' && (json.maximum ?? Infinity) <= most && least >= -most - 1
  return isBounded ? unboundedParts : [...unboundedParts, at]
}

test('every number that a client sends fits its column', () => {
  const unboundedFields = walked.flatMap(([name, e]) =>
    ([e.params, e.query, e.body] as const).flatMap((schema) =>
      schema ? unbounded(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json, name) : [],
    ),
  )
  expect(unboundedFields).toEqual([])
})

test.each([2_147_483_648, 9_007_199_254_740_991, 1e19])(
  'a version of %d is refused as a field',
  async (version) => {
    const maria = await scene.app.asCustomer(town.maria)
    const path = `/api/accounts/${town.mariaAccount}/mailing-address`
    const response = await maria.request('PUT', path, { json: { ...newAddress, version } })
    expect([400, 422], response.text).toContain(response.status)
    expect(JSON.parse(response.text).fields).toContainEqual({ field: 'version', reason: 'not-valid' })
  },
)
