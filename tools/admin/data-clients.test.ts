import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp, testOrigins } from '../../server/src/testing/test-app.ts'
import { dataClients } from './data-clients.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const admin = (...args: string[]) => app.owner.begin((sql) => dataClients(sql as TestApp['owner'], args))
const whole = [
  '--name',
  'Sunny Side',
  '--website',
  'https://sunny.example',
  '--redirect',
  'https://sunny.example/back',
]
const faultOf = async (secret: string) =>
  (
    await app.fastify.inject({
      method: 'POST',
      url: '/oauth/token',
      headers: {
        host: new URL(testOrigins.portal).host,
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${Buffer.from(`sunny:${secret}`).toString('base64')}`,
      },
      payload: 'grant_type=refresh_token&refresh_token=unknown',
    })
  ).json().error

test('a third party that was registered here is known by its secret, until it has another or is switched off', async () => {
  expect(await admin('list')).toBe('No third party is registered.')
  const [, secret = ''] = (await admin('add', 'sunny', ...whole)).split('\n')
  expect([await faultOf(secret), await faultOf('guessed')]).toEqual(['invalid_grant', 'invalid_client'])
  expect(await admin('add', 'sunny', ...whole, '--redirect', 'https://sunny.example/other')).toBe(
    'Changed: sunny.',
  )
  expect(await admin('list')).toBe(
    'sunny  Sunny Side  on  0 grants  https://sunny.example/back  https://sunny.example/other',
  )
  const [, renewed = ''] = (await admin('secret', 'sunny')).split('\n')
  expect([await faultOf(secret), await faultOf(renewed)]).toEqual(['invalid_client', 'invalid_grant'])
  expect(await admin('off', 'sunny')).toBe('Switched off: sunny.')
  expect(await faultOf(renewed)).toBe('invalid_client')
  await expect(admin('off', 'sunny')).rejects.toThrow('is to be switched off')
  expect(await admin('on', 'sunny')).toBe('Switched on: sunny.')
  const lines =
    await app.owner`SELECT details ->> 'change' AS change FROM record_entries WHERE action = 'data-grant:use'
    ORDER BY at, record_entry_id`
  expect(lines.map(({ change }) => change)).toEqual([
    'data-client-added',
    'data-client-changed',
    'data-client-secret',
    'data-client-off',
    'data-client-on',
  ])
})

test.each([
  [[], /Usage/],
  [['add', 'Sunny Side', ...whole], /cannot be a client/],
  [['add', 'other', '--name', 'Other'], /Usage/],
  [['add', 'other', ...whole, '--redirect', 'http://elsewhere.example'], /must be an https address/],
  [['add', 'other', ...whole, '--redirect', 'https://elsewhere.example/#part'], /must be an https address/],
  [['secret', 'nobody'], /No third party/],
])('%j is refused', async (args, message) => {
  await expect(admin(...args)).rejects.toThrow(message)
})
