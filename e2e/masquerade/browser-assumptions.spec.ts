import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'

// What the masquerade's safety takes for granted about browsers, against a server of this file's own.
// Node does not resolve *.localhost: the server is on 127.0.0.1 and Chromium finds the names by itself.

type Arrival = { origin: string | undefined; cookie: string | undefined; body: string }

const GRANT_A = 'grant-a.view.localhost'
const GRANT_B = 'grant-b.view.localhost'
const arrivals: Arrival[] = []
let server: Server
let port: number

const at = (host: string, path = '/') => `http://${host}:${port}${path}`

test.beforeAll(async () => {
  server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  port = typeof address === 'object' && address ? address.port : 0
})
test.afterAll(() => {
  server.closeAllConnections()
  server.close()
})
test.beforeEach(() => {
  arrivals.length = 0
})

for (const host of ['portal.localhost', 'desk.localhost', GRANT_A]) {
  test(`${host} resolves to loopback and is a secure context over http`, async ({ page }) => {
    await page.goto(at(host))
    expect(await page.evaluate(() => [location.hostname, isSecureContext])).toEqual([host, true])
  })
}

test('keeps a __Host- Secure HttpOnly cookie over http, apart for each name', async ({ page, context }) => {
  for (const host of ['portal.localhost', GRANT_A]) await page.goto(at(host, `/set?value=${host}`))
  for (const host of ['portal.localhost', GRANT_A]) {
    await page.goto(at(host))
    await expect(page.locator('pre')).toHaveText(`__Host-session=${host}`)
    expect(await page.evaluate(() => document.cookie)).toBe('')
  }
  for (const host of ['desk.localhost', GRANT_B]) {
    await page.goto(at(host))
    await expect(page.locator('pre')).toHaveText('none')
  }
  const kept = (await context.cookies()).map(({ domain, secure, httpOnly }) => ({ domain, secure, httpOnly }))
  expect(kept).toContainEqual({ domain: GRANT_A, secure: true, httpOnly: true })
  expect(kept).toHaveLength(2)
})

test('refuses a __Host- cookie that names a domain, though a plain one reaches the sibling grants', async ({
  page,
}) => {
  await page.goto(at(GRANT_A, '/set-wide'))
  await page.goto(at(GRANT_B))
  await expect(page.locator('pre')).toHaveText('plain=wide')
})

test('a form posted into a new tab carries the desk as its Origin and no opener', async ({ page }) => {
  const tab = await viewAs(page, 'strict-origin', 'Lax')
  await expect(tab.locator('pre')).toHaveText('__Host-session=arrived')
  expect(tab.url()).toBe(at(GRANT_A, '/echo'))
  expect(await tab.evaluate(() => window.opener)).toBeNull()
  expect(arrivals).toEqual([
    { origin: at('desk.localhost', ''), cookie: undefined, body: 'code=secret&sameSite=Lax' },
  ])
})

for (const policy of ['no-referrer', 'same-origin']) {
  test(`under Referrer-Policy ${policy} the Origin of that post is null`, async ({ page }) => {
    await viewAs(page, policy, 'Lax')
    expect(arrivals.map(({ origin }) => origin)).toEqual(['null'])
  })
}

// desk.localhost and *.view.localhost are two sites, so the page the 303 leads to lacks a Strict cookie.
test('a SameSite=Strict cookie set by that post is missing from the page it redirects to', async ({
  page,
}) => {
  const tab = await viewAs(page, 'strict-origin', 'Strict')
  await expect(tab.locator('pre')).toHaveText('none')
})

test('form-action of the desk stops a post to any other name', async ({ page, allowConsoleErrors }) => {
  allowConsoleErrors(/form-action/)
  await page.goto(at('desk.localhost', '/desk?policy=strict-origin&to=portal.localhost'))
  const refused = page.waitForEvent('console', (message) => message.text().includes('form-action'))
  await page.getByRole('button').click()
  await refused
  expect(arrivals).toEqual([])
})

/** Posts the desk's form and gives the new tab, once what the 303 leads to has loaded. */
async function viewAs(page: Page, policy: string, sameSite: 'Lax' | 'Strict'): Promise<Page> {
  await page.goto(at('desk.localhost', `/desk?policy=${policy}&sameSite=${sameSite}`))
  const opened = page.context().waitForEvent('page')
  await page.getByRole('button', { name: 'View as' }).click()
  const tab = await opened
  await tab.waitForURL(at(GRANT_A, '/echo'))
  return tab
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams: asked } = new URL(request.url ?? '/', 'http://localhost')
  const { cookie, origin } = request.headers
  response.setHeader('Content-Type', 'text/html; charset=utf-8')
  if (pathname === '/set') {
    response.setHeader('Set-Cookie', sessionCookie(asked.get('value') ?? '', 'Strict'))
    response.end('<!doctype html><title>set</title>')
  } else if (pathname === '/set-wide') {
    const wide = 'Domain=view.localhost; Path=/; Secure'
    response.setHeader('Set-Cookie', [`__Host-session=wide; ${wide}`, `plain=wide; ${wide}`])
    response.end('<!doctype html><title>set</title>')
  } else if (pathname === '/desk') {
    response.setHeader('Referrer-Policy', asked.get('policy') ?? '')
    response.setHeader('Content-Security-Policy', `form-action 'self' http://*.view.localhost:${port}`)
    response.end(`<!doctype html><title>desk</title>
      <form method="post" target="_blank" action="${at(asked.get('to') ?? GRANT_A, '/arrive')}">
      <input type="hidden" name="code" value="secret">
      <input type="hidden" name="sameSite" value="${asked.get('sameSite')}"><button>View as</button></form>`)
  } else if (pathname === '/arrive') {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString()
    arrivals.push({ origin, cookie, body })
    const sameSite = new URLSearchParams(body).get('sameSite') ?? ''
    response.writeHead(303, { Location: '/echo', 'Set-Cookie': sessionCookie('arrived', sameSite) }).end()
  } else {
    response.end(`<!doctype html><title>echo</title><pre>${cookie ?? 'none'}</pre>`)
  }
}

function sessionCookie(value: string, sameSite: string): string {
  return `__Host-session=${value}; Path=/; Secure; HttpOnly; SameSite=${sameSite}`
}
