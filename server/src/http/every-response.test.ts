import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { type AddressInfo, connect } from 'node:net'
import path from 'node:path'
import { api } from '@porchlight/contract/api.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp, testOrigins } from '#testing/test-app.ts'
import { assetTypes } from '../assets.ts'
import { cookieOfStyle, languageCookie, setCookieHeaders } from './cookie.ts'
import { securityHeaders } from './headers.ts'

const https = {
  portal: 'https://my.utility.example',
  desk: 'https://desk.support.utility.example',
  view: 'https://*.view.support.utility.example',
  plain: 'https://support.utility.example',
}
const hsts = 'strict-transport-security'
const of = (site: 'portal' | 'desk' | 'view' | 'plain', more = {}) =>
  securityHeaders(site, { origins: https, paymentOrigin: 'https://pay.example', ...more })

describe('browsers stay on https', () => {
  test.each(['portal', 'desk', 'view', 'plain'] as const)('%s: for a year, subdomains too', (site) => {
    expect(of(site)[hsts]).toBe('max-age=31536000; includeSubDomains')
    expect(of(site, { isHstsForSubdomains: false })[hsts]).toBe('max-age=31536000')
  })

  test('no site of http says it, whatever the others are', () => {
    const mixed = { origins: { ...https, plain: 'http://support.utility.example' } }
    expect(of('plain', mixed)).not.toHaveProperty(hsts)
    expect(of('portal', mixed)).toHaveProperty(hsts)
  })
})

test('every cookie belongs to one host and to https: __Host-, Secure, Path=/, SameSite', () => {
  const cookie = { value: 'x', maxAgeSeconds: 60 }
  const names = ['known-device', 'desk-signed-out'] as const
  const beside = Object.fromEntries(names.map((name) => [name, cookie]))
  const all = [
    ...(['portal', 'desk', 'view'] as const).flatMap((site) =>
      setCookieHeaders(site, true, { setCredential: cookie, beside }),
    ),
    languageCookie('es', true),
    cookieOfStyle('/assets/x/portal.css', true),
  ]
  for (const header of all) expect(header).toMatch(/^__Host-[\w-]+=.*; Path=\/;.*SameSite=Lax.*; Secure$/)
  // Scripts read and write the language alone.
  expect(all.filter((header) => !header.includes('HttpOnly'))).toEqual([languageCookie('es', true)])
})

test('no other place writes the attributes of a cookie', () => {
  const root = path.resolve(import.meta.dirname, '..')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(name),
  )
  const writing = files.filter((name) =>
    /SameSite=|; *HttpOnly/i.test(readFileSync(path.join(root, name), 'utf8')),
  )
  expect(writing).toEqual(['http/cookie.ts'])
})

test('built files that are text say how it is encoded', () => {
  for (const type of Object.values(assetTypes)) expect(type).toMatch(/; charset=utf-8$/)
})

describe('every response', () => {
  let app: TestApp
  let maria: Browser
  let amara: Browser
  beforeAll(async () => {
    app = await createTestApp()
    maria = await app.asCustomer(town.maria)
    amara = await app.asCsr('amara.okafor')
  })
  afterAll(() => app.close())

  const expected = {
    'content-security-policy': expect.stringMatching(
      /^default-src 'none'; .*base-uri 'none'; frame-ancestors 'none'; form-action /,
    ),
    'x-content-type-options': 'nosniff',
    'referrer-policy': expect.stringMatching(/^(strict|same)-origin$/),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  }
  const hosts = Object.values(testOrigins).map((origin) => new URL(origin.replace('*', 'a'.repeat(26))).host)
  const paths = ['/', '/sign-in', '/healthz', '/readyz', '/api/nothing', '/assets/x/y.js', '/access', '/%ZZ']

  test.each([...hosts, 'evil.example'].flatMap((host) => paths.map((path) => [host, path] as const)))(
    'of %s%s has all security headers and says what its body is',
    async (host, path) => {
      for (const method of ['GET', 'POST', 'TRACE', 'OPTIONS'] as const) {
        const { headers, body } = await app.fastify.inject({
          method: method as 'GET',
          url: path,
          headers: { host, cookie: 'secret-of-mine=1' },
        })
        expect(headers, method).toMatchObject(expected)
        if (body !== '') expect(headers['content-type'], method).toMatch(/; charset=utf-8$/)
        expect(headers).not.toHaveProperty('access-control-allow-origin')
        // TRACE repeats no request (RFC 9110, 9.3.8).
        expect(body).not.toContain('secret-of-mine')
      }
    },
  )

  test('of somebody who is signed in has them too', async () => {
    for (const browser of [maria, amara]) {
      const { headers, status } = await browser.get('/')
      expect([status, headers]).toMatchObject([
        200,
        { ...expected, 'content-type': 'text/html; charset=utf-8' },
      ])
    }
  })

  test('of every endpoint and door, as a stranger is answered', async () => {
    const routes = [
      ...Object.values(api).map(({ method, path: url }) => ({ methods: [method], url })),
      ...app.fastify.doorRoutes,
    ]
    expect(routes.length).toBeGreaterThan(150)
    const wrong: string[] = []
    for (const { methods, url } of routes)
      for (const method of methods)
        for (const origin of [testOrigins.portal, testOrigins.desk]) {
          const { headers, body } = await app.fastify.inject({
            method: method as 'GET',
            url: url.replace(/:\w+/g, '1').replace('*', 'x'),
            headers: { host: new URL(origin).host, origin, 'content-type': 'application/json' },
            ...(method !== 'GET' && { payload: '{}' }),
          })
          const missing = Object.keys(expected).filter((name) => headers[name] === undefined)
          const type = String(headers['content-type'] ?? '')
          if (missing.length > 0) wrong.push(`${method} ${url}: no ${missing.join(', ')}`)
          if (body !== '' && !type.endsWith('; charset=utf-8')) wrong.push(`${method} ${url}: type ${type}`)
          if (headers['x-content-type-options'] !== 'nosniff') wrong.push(`${method} ${url}: may be sniffed`)
        }
    expect(wrong).toEqual([])
  })

  describe('of what is no HTTP request', () => {
    const answerTo = async (bytes: string) => {
      const { port } = app.fastify.server.address() as AddressInfo
      const socket = connect(port, '127.0.0.1')
      const parts: Buffer[] = []
      socket.on('data', (part: Buffer) => parts.push(part))
      socket.write(bytes)
      await once(socket, 'close')
      return Buffer.concat(parts).toString()
    }
    const host = new URL(testOrigins.portal).host
    beforeAll(async () => {
      await app.fastify.listen({ port: 0, host: '127.0.0.1' })
    })

    test.each([
      ['garbage', 'GARBAGE\r\n\r\n', 400],
      ['a header without end', `GET / HTTP/1.1\r\nHost: ${host}\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`, 431],
      [
        'two lengths',
        `POST /sign-in HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /access HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
        400,
      ],
      [
        'a length that is said twice',
        `POST /sign-in HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdeGET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
        400,
      ],
      ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ])('%s: one reply with the same headers, and the end of the connection', async (_, bytes, status) => {
      const text = await answerTo(bytes)
      expect(text.match(/^HTTP\/1\.1 /gm)).toHaveLength(1)
      expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
      if (bytes.includes('Host'))
        for (const name of Object.keys(expected)) expect(text).toContain(`${name}: `)
    })
  })
})
