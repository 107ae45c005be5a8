import { scimClient } from '@porchlight/server/features/staff-provisioning/scim.fixture.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../server/src/testing/test-app.ts'
import { scim } from './scim.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const admin = (...args: string[]) => app.owner.begin((sql) => scim(sql as TestApp['owner'], args))
const ask = async (token: string) =>
  (
    await app.fastify.inject({
      url: '/scim/v2/Users',
      headers: { host: 'desk.localhost:8080', authorization: `Bearer ${token}` },
    })
  ).statusCode

test('a token that was made here opens SCIM until it is ended, by its number or with its client', async () => {
  const made = await admin('token', 'entra', '--days', '30')
  expect(made).toMatch(/^Token \d+ of entra, until \d{4}-\d\d-\d\d\. It is shown once/)
  const [token = '', number = ''] = [made.split('\n')[1], /Token (\d+)/.exec(made)?.[1]]
  expect(await ask(token)).toBe(200)
  expect(await admin('list')).toMatch(new RegExp(`^token ${number}  entra  live  until `))
  expect(await admin('end', number)).toBe(`Ended: token ${number} of entra.`)
  expect(await ask(token)).toBe(401)
  await expect(admin('end', 'entra')).rejects.toThrow('No live token')
  await admin('token', 'entra')
  expect(await admin('end', 'entra')).toMatch(/^Ended: token \d+ of entra\.$/)
  const lines =
    await app.owner`SELECT details ->> 'change' AS change FROM record_entries WHERE action = 'provisioning:change' ORDER BY at, record_entry_id`
  expect(lines.map(({ change }) => change)).toEqual([
    'token-made',
    'token-ended',
    'token-made',
    'token-ended',
  ])
})

test('a mapped group gives ours to everybody who is in it, and takes it again', async () => {
  const client = await scimClient(app, 'okta')
  await client.group('Agents', [await client.user('una'), await client.user('vera')])
  expect(await admin('map', 'Agents', 'call-centre')).toBe('"Agents" gives call-centre: 2 people changed.')
  const held = () =>
    app.owner`SELECT 1 FROM group_memberships WHERE source = 'scim' AND effective_to > current_instant()`
  expect(await held()).toHaveLength(2)
  await expect(admin('map', 'Agents', 'call-centre')).rejects.toThrow('gives call-centre already')
  expect(await admin('unmap', 'Agents', 'call-centre')).toBe(
    '"Agents" no longer gives call-centre: 2 people changed.',
  )
  expect(await held()).toHaveLength(0)
  await expect(admin('map', 'Agents', 'nobodies')).rejects.toThrow('There is no group "nobodies"')
})

test.each([
  [['token'], /^Usage/],
  [['token', 'Entra ID'], /cannot be a client/],
  [['token', 'entra', '--days', '900'], /must be from 1 to 730/],
  [['token', 'entra', '--for', '3'], /^Usage/],
  [['map', 'x'], /^Usage/],
  [['nothing'], /^Usage/],
])('%j is refused in a sentence', async (args, words) => {
  await expect(admin(...args)).rejects.toThrow(words)
})
