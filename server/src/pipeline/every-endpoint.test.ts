import { actionNames } from '@porchlight/contract/actions.ts'
import { api } from '@porchlight/contract/api.ts'
import { sound } from '@porchlight/contract/compose.ts'
import { type Endpoint, endpoint } from '@porchlight/contract/endpoint.ts'
import { features } from '@porchlight/contract/features.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { newAddress } from '#features/masquerade/masquerade.fixture.ts'
import { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const endpoints = Object.entries(api) as [string, Endpoint][]
const path = (e: Endpoint) =>
  e.path
    .replace(':accountId', String(town.mariaAccount))
    .replace(':webUserId', String(town.maria))
    .replace(':masqueradeId', 'a'.repeat(26))
    .replace(/:\w+/, '1')

/** Something that the schema takes, as far as a schema tells. */
function example(schema: z.ZodType | undefined): unknown {
  if (!schema) return undefined
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return exampleOf(json as Json)
}
type Json = {
  type?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Json[]
  properties?: Record<string, Json>
  required?: string[]
  items?: Json
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  minLength?: number
  pattern?: string
  format?: string
}
function exampleOf(json: Json): unknown {
  if (json.const !== undefined) return json.const
  if (json.enum) return json.enum[0]
  if (json.anyOf) return exampleOf(json.anyOf[0] ?? {})
  if (json.format === 'uuid') return crypto.randomUUID()
  if (json.pattern?.includes('[a-z2-7]')) return 'a'.repeat(26)
  switch (json.type) {
    case 'object':
      return Object.fromEntries(
        (json.required ?? []).map((name) => [name, exampleOf(json.properties?.[name] ?? {})]),
      )
    case 'integer':
    case 'number':
      return json.minimum ?? (json.exclusiveMinimum ?? 0) + 1
    case 'boolean':
      return false
    case 'array':
      return []
    case 'string':
      return 'x'.repeat(Math.max(json.minLength ?? 1, 2))
    default:
      return town.mariaAccount
  }
}

test('public endpoints are these, and no other', () => {
  expect(endpoints.filter(([, e]) => e.action === 'public').map(([name]) => name)).toEqual([
    'signIn',
    'takeOffByMail',
    'requestPasswordReset',
    'resetPassword',
    'confirmEmail',
  ])
})

test('every action is asked by an endpoint, but a browser’s way to the identity provider', () => {
  const asked = new Set(endpoints.map(([, e]) => e.action))
  const unasked = actionNames.filter((action) => !asked.has(action) && action !== 'bill:export')
  expect(unasked).toEqual(['masquerade:step-up'])
})

test('no two endpoints share a method and a path', () => {
  const places = endpoints.map(([, e]) => `${e.method} ${e.path}`)
  expect(new Set(places).size).toBe(places.length)
})

describe('every endpoint refuses a stranger, on each site', () => {
  test.each(endpoints.filter(([, e]) => e.action !== 'public'))('%s', async (_, e) => {
    for (const origin of [
      testOrigins.portal,
      testOrigins.desk,
      testOrigins.view.replace('*', 'a'.repeat(26)),
    ]) {
      const stranger = new Browser(app.fastify, origin)
      const json = example(e.body)
      const answer = await stranger.request(e.method, path(e), e.method === 'GET' ? undefined : { json })
      // A body that our example could not guess is refused before anything is looked at.
      expect([400, 401, 403, 422], answer.text).toContain(answer.status)
      expect(answer.text).not.toMatch(/Maria|Oak St/)
    }
  })
})

describe('every endpoint refuses the other kind of actor', () => {
  test.each(endpoints.filter(([, e]) => e.action !== 'public'))('%s', async (_, e) => {
    const isDesk = e.path.startsWith('/api/desk') || e.path === '/api/customer-search'
    const wrong = isDesk ? await app.asCustomer(town.maria) : await app.asCsr('ines.ferreira')
    const answer = await wrong.request(
      e.method,
      path(e),
      e.method === 'GET' ? undefined : { json: example(e.body) },
    )
    expect([400, 403, 422], answer.text).toContain(answer.status)
  })
})

/** The numbers of a schema, by their path, that the database's columns might not hold. */
function unbounded(json: Json, at: string): string[] {
  const parts = [
    ...(json.anyOf ?? []).map((one) => [one, at] as const),
    ...Object.entries(json.properties ?? {}).map(([name, one]) => [one, `${at}.${name}`] as const),
    ...(json.items ? [[json.items, at] as const] : []),
  ]
  const found = parts.flatMap(([one, where]) => unbounded(one, where))
  if (json.type !== 'integer' && json.type !== 'number') return found
  // Keys and cents are bigint columns: every safe integer fits.
  const most = /(Id|Ids|Cents|Payment|reference|before|after)$/.test(at)
    ? Number.MAX_SAFE_INTEGER
    : 2_147_483_647
  const least = json.minimum ?? json.exclusiveMinimum ?? Number.NEGATIVE_INFINITY
  const isBounded = json.type === 'integer' && (json.maximum ?? Infinity) <= most && least >= -most - 1
  return isBounded ? found : [...found, at]
}

test('every number that a client sends fits its column', () => {
  const found = endpoints.flatMap(([name, e]) =>
    ([e.params, e.query, e.body] as const).flatMap((schema) =>
      schema ? unbounded(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json, name) : [],
    ),
  )
  expect(found).toEqual([])
})

test.each([2_147_483_648, 9_007_199_254_740_991, 1e19])(
  'a version of %d is refused as a field',
  async (version) => {
    const maria = await app.asCustomer(town.maria)
    const path = `/api/accounts/${town.mariaAccount}/mailing-address`
    const answer = await maria.request('PUT', path, { json: { ...newAddress, version } })
    expect([400, 422], answer.text).toContain(answer.status)
    expect(JSON.parse(answer.text).fields).toContainEqual({ field: 'version', reason: 'not-valid' })
  },
)

test('an endpoint without an action, a class or a task does not compile', () => {
  const response = z.object({})
  // @ts-expect-error no action
  endpoint({ method: 'GET', path: '/api/x', masquerade: 'read', response })
  const wrong = { method: 'GET', path: '/api/x', action: 'password:change', masquerade: 'read' } as const
  // @ts-expect-error another class than the action's
  sound({ ...features, wrong: { endpoints: { wrong: endpoint({ ...wrong, response }) } } })
  // @ts-expect-error an action that no feature declares
  sound({ ...features, wrong: { endpoints: { wrong: endpoint({ ...wrong, action: 'x:y', response }) } } })
  // @ts-expect-error a change that names no task
  endpoint({
    method: 'POST',
    path: '/api/x',
    action: 'preferences:change',
    masquerade: 'act: preferences',
    response,
  })
  expect(
    endpoint({ method: 'GET', path: '/api/x', action: 'bill:view', masquerade: 'read', response }).path,
  ).toBe('/api/x')
})
