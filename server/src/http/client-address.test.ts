import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { town, townPassword } from '#testing/small-town.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'
import { networkOf, plainAddress } from './client-address.ts'

test.each([
  ['192.0.2.1', '192.0.2.1'],
  [' 192.0.2.1:4711 ', '192.0.2.1'],
  ['"[2001:db8::1]:4711"', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['2001:DB8::1', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['unknown', undefined],
  ['_hidden', undefined],
  ['192.0.2.1.5', undefined],
  ['1; DROP TABLE web_users', undefined],
  ['', undefined],
])('%j is the address %j', (entry, address) => {
  expect(plainAddress(entry)).toBe(address)
})

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
  ['2001:db8::', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s is limited as %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

describe('behind a proxy', () => {
  let app: TestApp
  const lines: string[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) })
  const said = () => lines.splice(0).filter((line) => line.includes('TRUSTED_PROXIES'))
  beforeAll(async () => {
    app = await createTestApp({ log }, { trustedProxies: ['10.0.0.0/8'] })
  })
  afterAll(() => app.close())

  const ask = (remoteAddress: string, headers: Record<string, string>, password: string = townPassword) =>
    app.fastify.inject({
      method: 'POST',
      url: '/api/sign-in',
      remoteAddress,
      headers: { host: new URL(testOrigins.portal).host, origin: testOrigins.portal, ...headers },
      payload: { userName: 'm.alvarez', password },
    })
  const lastAddress = async () => {
    const [row] = await app.owner`SELECT host(ip_address) AS ip FROM customer_sessions
      WHERE web_user_id = ${town.maria} ORDER BY customer_session_id DESC LIMIT 1`
    return row?.ip
  }

  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7, 10.1.1.1', '203.0.113.7'],
    ['198.51.100.1, 203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:40000', '203.0.113.7'],
    ['"[2001:db8::5]:1"', '2001:db8::5'],
    ['unknown', '10.0.0.9'],
    ['203.0.113.7, nonsense', '10.0.0.9'],
    ['nonsense, 10.1.1.1', '10.1.1.1'],
    [`${'9'.repeat(4000)}`, '10.0.0.9'],
    ['<script>', '10.0.0.9'],
    [',,,', '10.0.0.9'],
  ])('X-Forwarded-For %s of a trusted one is %s', async (header, address) => {
    expect((await ask('10.0.0.9', { 'x-forwarded-for': header })).statusCode).toBe(200)
    expect(await lastAddress()).toBe(address)
    expect(said()).toEqual([])
  })

  test.each(['garbage', '1.2.3.4.5', '::ffff:', '%', '203.0.113.7'])(
    'X-Forwarded-For %s of a stranger counts for nothing',
    async (header) => {
      expect((await ask('192.0.2.99', { 'x-forwarded-for': header })).statusCode).toBe(200)
      expect(await lastAddress()).toBe('192.0.2.99')
      expect(said()).toEqual([])
    },
  )

  test('that is not trusted: one abusive client locks out nobody else, and the log warns once', async () => {
    const through = (address: string, password?: string) =>
      ask('172.17.0.1', { 'x-forwarded-for': `198.51.100.1, ${address}` }, password)
    for (let i = 0; i < 12; i += 1) await through('203.0.113.66', 'guess')
    expect((await through('203.0.113.66')).statusCode).toBe(429)
    expect((await through('203.0.113.67')).statusCode).toBe(200)
    // The record has only the verified address.
    expect(await lastAddress()).toBe('172.17.0.1')
    const warnings = said()
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toContain('172.17.0.1')
    expect(warnings[0]).not.toContain('203.0.113')
  })
})
