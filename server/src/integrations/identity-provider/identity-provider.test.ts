import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { generateSync } from 'otplib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Arrival, standInBrowser } from '../stand-in-browser.ts'
import type { IdentityProvider } from './identity-provider.ts'
import { discoverProvider } from './openid-client.ts'
import { newSigningKeys } from './signing-keys.ts'
import type { DemoStaff } from './staff.ts'
import { startIdentityStandIn } from './stand-in.ts'

const issuer = 'http://id.localhost:8080'
const redirectUri = 'http://desk.localhost:8080/sign-in/done'
const person = (userName: string, displayName: string, totpSecret: string): DemoStaff => ({
  subject: `staff-${userName}`,
  userName,
  displayName,
  email: `${userName}@utility.example`,
  password: `${userName}-demo`,
  totpSecret,
  roleDescription: 'View and act for <customers>',
})
const amara = person('amara', 'Amara Okafor', 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
const luis = person('luis', 'Luis Ortega', 'MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U')
const config = {
  issuer,
  clientId: 'porchlight-desk',
  clientSecret: 'a secret for tests only, of a good length',
  redirectUris: [redirectUri],
  postLogoutRedirectUris: ['http://desk.localhost:8080/'],
  deskUrl: 'http://desk.localhost:8080/',
  staff: [amara, luis],
  jwks: newSigningKeys(),
  cookieKeys: ['a cookie key for tests only'],
}

let standIn: Awaited<ReturnType<typeof startIdentityStandIn>>
let client: IdentityProvider
let fetchBase: string

beforeAll(async () => {
  standIn = await startIdentityStandIn(config)
  fetchBase = `http://127.0.0.1:${standIn.port}`
  client = discoverProvider({ ...config, fetchBase })
})
afterAll(() => standIn.close())

const newBrowser = () => standInBrowser({ [issuer]: fetchBase })
type Browser = ReturnType<typeof newBrowser>
const codeOf = ({ totpSecret }: DemoStaff) => generateSync({ secret: totpSecret })
const givePassword = (browser: Browser, page: Arrival, { userName, password }: DemoStaff) =>
  browser.submit(page, '/sign-in', { userName, password })
const begin = async (browser: Browser, options: { secondFactor: boolean; maxAge?: number }) => {
  const { url, ...kept } = await client.beginSignIn({ redirectUri, ...options })
  const page = await browser.open(url)
  return {
    page,
    finish: (arrival: Arrival) => client.finishSignIn({ currentUrl: arrival.url, ...kept, ...options }),
  }
}

describe('signing in at the identity provider', () => {
  test('a password is enough where no second factor was asked for', async () => {
    const browser = newBrowser()
    const { page, finish } = await begin(browser, { secondFactor: false })
    expect(page.body).toContain('amara-demo')
    expect(page.body).toContain('View and act for &lt;customers&gt;')
    const before = Date.now()
    const signedIn = await finish(await givePassword(browser, page, amara))
    expect(signedIn).toEqual({
      issuer,
      subject: 'staff-amara',
      name: 'Amara Okafor',
      email: 'amara@utility.example',
      secondFactor: false,
      authenticatedAt: expect.any(Date),
      signOutHint: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    })
    // The provider tells whole seconds.
    const authenticatedAt = signedIn.authenticatedAt.getTime()
    expect(authenticatedAt).toBeGreaterThan(before - 1_000)
    expect(authenticatedAt).toBeLessThanOrEqual(Date.now())
  })

  test('asks for a second factor, refuses a wrong one, and names a correct one in the token', async () => {
    const browser = newBrowser()
    const { page, finish } = await begin(browser, { secondFactor: true })
    const codePage = await givePassword(browser, page, amara)
    const code = codeOf(amara)
    expect(codePage.body).toContain(`${code.slice(0, 3)} ${code.slice(3)}`)
    const again = await browser.submit(codePage, '/second-factor', { code: 'abcdef' })
    expect(again.status).toBe(422)
    expect(again.body).toContain('That code is not right')
    const other = await browser.submit(again, '/second-factor', { code: codeOf(luis) })
    expect(other.status).toBe(422)
    const signedIn = await finish(await browser.submit(other, '/second-factor', { code: codeOf(amara) }))
    expect(signedIn).toMatchObject({ subject: 'staff-amara', secondFactor: true })
  })

  test('a session serves again, steps up when asked, and is confirmed afresh with maxAge 0', async () => {
    const browser = newBrowser()
    const first = await begin(browser, { secondFactor: false })
    await first.finish(await givePassword(browser, first.page, amara))

    const second = await begin(browser, { secondFactor: false })
    expect(second.page.url).toContain(redirectUri)
    expect(await second.finish(second.page)).toMatchObject({ secondFactor: false })

    const stepUp = await begin(browser, { secondFactor: true })
    const done = await browser.submit(stepUp.page, '/second-factor', { code: codeOf(amara) })
    expect(await stepUp.finish(done)).toMatchObject({ secondFactor: true })

    const fresh = await begin(browser, { secondFactor: true, maxAge: 0 })
    expect(fresh.page.body).toContain('Confirm it is you')
    const code = await givePassword(browser, fresh.page, amara)
    const confirmed = await browser.submit(code, '/second-factor', { code: codeOf(amara) })
    expect(await fresh.finish(confirmed)).toMatchObject({ subject: 'staff-amara', secondFactor: true })
  })

  test('another person may take over at a fresh sign-in', async () => {
    const browser = newBrowser()
    const first = await begin(browser, { secondFactor: false })
    await first.finish(await givePassword(browser, first.page, amara))
    const second = await begin(browser, { secondFactor: false, maxAge: 0 })
    const signedIn = await second.finish(await givePassword(browser, second.page, luis))
    expect(signedIn.subject).toBe('staff-luis')
  })

  test('a wrong password shows the page again with the user name kept', async () => {
    const browser = newBrowser()
    const { page } = await begin(browser, { secondFactor: false })
    const again = await browser.submit(page, '/sign-in', { userName: 'amara', password: 'guess' })
    expect(again.status).toBe(422)
    expect(again.body).toContain('value="amara" aria-invalid="true"')
  })

  test('refuses further codes for a while after ten wrong ones', async () => {
    const browser = newBrowser()
    const { page } = await begin(browser, { secondFactor: true })
    let shown = await givePassword(browser, page, luis)
    for (let tries = 0; tries < 10; tries++)
      shown = await browser.submit(shown, '/second-factor', { code: 'xxxxxx' })
    expect((await browser.submit(shown, '/second-factor', { code: codeOf(luis) })).body).toContain(
      'Too many attempts',
    )
  })

  test('canceling is a refusal', async () => {
    const browser = newBrowser()
    const { page, finish } = await begin(browser, { secondFactor: false })
    const arrival = await browser.submit(page, '/cancel')
    await expect(finish(arrival)).rejects.toMatchObject({ reason: 'sign-in-refused' })
  })

  test('an answer serves once, and only the sign-in it belongs to', async () => {
    const browser = newBrowser()
    const { page, finish } = await begin(browser, { secondFactor: false })
    const other = await begin(newBrowser(), { secondFactor: false })
    const arrival = await givePassword(browser, page, amara)
    await expect(other.finish(arrival)).rejects.toMatchObject({ reason: 'sign-in-expired' })
    await finish(arrival)
    await expect(finish(arrival)).rejects.toMatchObject({ reason: 'sign-in-expired' })
  })
})

describe('the provider', () => {
  test('refuses a request without PKCE, and one for another redirect URI', async () => {
    const browser = newBrowser()
    const params = new URLSearchParams({ client_id: config.clientId, response_type: 'code', scope: 'openid' })
    const noPkce = await browser.open(
      `${issuer}/auth?${params}&redirect_uri=${encodeURIComponent(redirectUri)}`,
    )
    expect(new URL(noPkce.url).searchParams.get('error')).toBe('invalid_request')
    const elsewhere = await browser.open(`${issuer}/auth?${params}&redirect_uri=http://elsewhere.example/`)
    expect(elsewhere.status).toBe(400)
    expect(elsewhere.body).toContain('The sign-in could not go on')
  })

  test('lists current codes, speaks Spanish, runs no script, and takes no post from elsewhere', async () => {
    const codes = await fetch(`${fetchBase}/codes`, {
      headers: { 'accept-language': 'es-MX,es;q=0.9,en;q=0.5' },
    })
    const body = await codes.text()
    expect(body).toContain('lang="es"')
    expect(body).toContain(`${codeOf(luis).slice(0, 3)} ${codeOf(luis).slice(3)}`)
    expect(codes.headers.get('content-security-policy')).not.toMatch(/script-src|unsafe/)
    expect(body).not.toMatch(/<script|style=/)
    const forged = await fetch(`${fetchBase}/interaction/x/sign-in`, {
      method: 'POST',
      headers: { origin: 'http://evil.example' },
    })
    expect(forged.status).toBe(403)
    expect((await fetch(`${fetchBase}/interaction/x`)).status).toBe(400)
    const missing = await fetch(`${fetchBase}/nothing`)
    expect(missing.status).toBe(404)
    expect(await missing.text()).toContain('No such page')
  })

  test('signs out without a question if the client sends the ID token', async () => {
    const browser = newBrowser()
    const { page, finish } = await begin(browser, { secondFactor: false })
    const { signOutHint: hint } = await finish(await givePassword(browser, page, amara))
    const url = (await client.signOutUrl({ returnTo: 'http://desk.localhost:8080/', hint })) ?? ''
    expect((await browser.open(url)).url).toBe('http://desk.localhost:8080/')
    expect((await begin(browser, { secondFactor: false })).page.body).toContain('Sign in to the support desk')
    // Again, with nobody signed in: there is nothing to confirm.
    expect((await browser.open(url)).url).toBe('http://desk.localhost:8080/')
  })

  test('asks before it signs out a person whom the client does not name', async () => {
    const browser = newBrowser()
    const { page, finish } = await begin(browser, { secondFactor: false })
    await finish(await givePassword(browser, page, amara))
    const url = (await client.signOutUrl({ returnTo: 'http://desk.localhost:8080/' })) ?? ''
    const confirmPage = await browser.open(url)
    expect(confirmPage.body).toContain('Sign out?')
    expect(confirmPage.body).not.toContain('<script')
    const out = await browser.submit(confirmPage, '/session/end/confirm', { logout: 'yes' })
    expect(out.url).toBe('http://desk.localhost:8080/')
    const other = newBrowser()
    const begun = await begin(other, { secondFactor: false })
    const { signOutHint: hint } = await begun.finish(await givePassword(other, begun.page, luis))
    const again = await begin(browser, { secondFactor: false })
    await again.finish(await givePassword(browser, again.page, amara))
    const stranger = (await client.signOutUrl({ returnTo: 'http://desk.localhost:8080/', hint })) ?? ''
    expect((await browser.open(stranger)).body).toContain('Sign out?')
  })

  test('asks a signed-in person for the code only, and for password and code if the sign-in must be fresh', async () => {
    const browser = newBrowser()
    const first = await begin(browser, { secondFactor: false })
    await first.finish(await givePassword(browser, first.page, amara))
    const { page, finish } = await begin(browser, { secondFactor: true })
    expect(page.body).toContain('Enter your code')
    expect(page.body).not.toContain('name="password"')
    const signedIn = await finish(await browser.submit(page, '/second-factor', { code: codeOf(amara) }))
    expect(signedIn).toMatchObject({ subject: 'staff-amara', secondFactor: true })
    expect((await begin(browser, { secondFactor: true, maxAge: 0 })).page.body).toContain('name="password"')

    const third = newBrowser()
    const begun = await begin(third, { secondFactor: false })
    await begun.finish(await givePassword(third, begun.page, amara))
    const codePage = (await begin(third, { secondFactor: true })).page
    expect((await third.submit(codePage, '/start-over')).body).toContain('name="password"')
  })

  test('takes public addresses from the issuer, never from Host', async () => {
    const response = await fetch(`${fetchBase}/.well-known/openid-configuration`, {
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    })
    expect(await response.json()).toMatchObject({ issuer, token_endpoint: `${issuer}/token` })
  })
})

describe('the client', () => {
  test('names an outage, and works once the provider is there', async () => {
    let isUp = false
    const front = createServer(async ({ url }, response) => {
      if (!isUp) return response.writeHead(503).end()
      const fetched = await fetch(new URL(url ?? '/', fetchBase))
      return response
        .writeHead(fetched.status, { 'content-type': 'application/json' })
        .end(await fetched.text())
    })
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
    const { port } = front.address() as AddressInfo
    const early = discoverProvider({ ...config, fetchBase: `http://127.0.0.1:${port}` })
    const options = { redirectUri, secondFactor: false }
    await expect(early.beginSignIn(options)).rejects.toMatchObject({
      reason: 'identity-provider-unreachable',
    })
    isUp = true
    expect((await early.beginSignIn(options)).url).toContain(`${issuer}/auth?`)
    front.closeAllConnections()
    await new Promise((resolve) => front.close(resolve))
  })

  test('asks for the classes of the settings, and takes these and its methods for a second factor', async () => {
    const secondFactorOf = async (settings: object) => {
      const set = discoverProvider({ ...config, fetchBase, ...settings })
      const browser = newBrowser()
      const begun = await set.beginSignIn({ redirectUri, secondFactor: true })
      const { url, ...kept } = begun
      const codePage = await givePassword(browser, await browser.open(url), amara)
      const acrValues = new URL(url).searchParams.get('acr_values')
      const arrival =
        codePage.status === 0
          ? codePage
          : await browser.submit(codePage, '/second-factor', { code: codeOf(amara) })
      return [acrValues, (await set.finishSignIn({ currentUrl: arrival.url, ...kept })).secondFactor]
    }
    const shipped = 'urn:porchlight:second-factor'
    const both = { secondFactorClasses: ['gold', shipped], secondFactorMethods: [] }
    expect(await secondFactorOf(both)).toEqual([`gold ${shipped}`, true])
    const methodsOnly = { secondFactorClasses: [shipped], secondFactorMethods: ['hwk'] }
    expect(await secondFactorOf(methodsOnly)).toEqual([shipped, true])
    expect(await secondFactorOf({ secondFactorClasses: ['gold'], secondFactorMethods: [] })).toEqual([
      'gold',
      false,
    ])
    expect(await secondFactorOf({ secondFactorClasses: [], secondFactorMethods: ['pwd'] })).toEqual([
      null,
      true,
    ])
  })

  test('refuses an issuer that is neither https nor loopback', () => {
    expect(() => discoverProvider({ ...config, issuer: 'http://id.example' })).toThrow(TypeError)
  })
})
