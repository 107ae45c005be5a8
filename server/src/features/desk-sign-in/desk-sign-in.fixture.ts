import type { AddressInfo } from 'node:net'
import { expect } from 'vitest'
import { discoverProvider, type OpenIdClientOptions } from '#integrations/identity-provider/openid-client.ts'
import { newSigningKeys } from '#integrations/identity-provider/signing-keys.ts'
import type { DemoStaff } from '#integrations/identity-provider/staff.ts'
import { startIdentityStandIn } from '#integrations/identity-provider/stand-in.ts'
import { standInBrowser } from '#integrations/stand-in-browser.ts'
import { Browser } from '#testing/browser.ts'
import { createTestApp, testOrigins } from '#testing/test-app.ts'

export const issuer = 'http://id.localhost'
export const totpSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
/** Returns people of the identity provider, each with the password `demo` and the same second factor. */
export const staffOf = (...subjects: string[]): DemoStaff[] =>
  subjects.map((subject) => ({
    subject,
    userName: subject,
    displayName: subject,
    email: `${subject}@utility.example`,
    password: 'demo',
    totpSecret,
    roleDescription: '',
  }))
export const demoStaff = staffOf('amara.okafor', 'kenji.sato', 'ines.ferreira')
export const client = {
  issuer,
  clientId: 'porchlight-desk',
  clientSecret: 'a secret for tests only, of a good length',
}
export const backChannelPath = '/sign-in/back-channel-logout'

/**
 * The desk over a small town, with an identity provider that reaches it by the back channel too.
 * @param options the provider's people, and how the desk reads what it says
 */
export async function startDeskWithProvider(
  options: Partial<OpenIdClientOptions> & { staff?: readonly DemoStaff[] } = {},
) {
  const { staff = demoStaff, ...clientOptions } = options
  const jwks = newSigningKeys()
  let port = 0
  const provider = await startIdentityStandIn({
    ...client,
    redirectUris: [`${testOrigins.desk}/sign-in/callback`],
    postLogoutRedirectUris: [`${testOrigins.desk}/signed-out`],
    backChannelLogout: {
      uri: `${testOrigins.desk}${backChannelPath}`,
      get base() {
        return `http://127.0.0.1:${port}`
      },
    },
    deskUrl: testOrigins.desk,
    staff,
    jwks,
    cookieKeys: ['a cookie key for tests only'],
  })
  const fetchBase = `http://127.0.0.1:${provider.port}`
  const app = await createTestApp({
    identityProvider: discoverProvider({ ...client, fetchBase, ...clientOptions }),
  })
  await app.fastify.listen({ host: '127.0.0.1', port: 0 })
  port = (app.fastify.server.address() as AddressInfo).port

  const newDesk = () => new Browser(app.fastify, testOrigins.desk, '198.51.100.7')
  const newProvider = () => standInBrowser({ [issuer]: fetchBase })
  const pathOf = (address: string) => {
    const url = new URL(address, testOrigins.desk)
    return url.pathname + url.search
  }

  /** Signs in at the provider, from a desk page to the path that the provider leads back to. */
  async function throughProvider(
    desk: Browser,
    userName: string,
    path = '/sign-in',
    browser = newProvider(),
  ) {
    const begun = await desk.get(path)
    expect(begun.status).toBe(303)
    const page = await browser.open(String(begun.headers.location))
    const arrival =
      page.status === 0 ? page : await browser.submit(page, '/sign-in', { userName, password: 'demo' })
    return { back: pathOf(arrival.url), browser }
  }

  return {
    app,
    jwks,
    newDesk,
    newProvider,
    pathOf,
    throughProvider,
    /** Signs a CSR in at a new desk. */
    async signIn(userName: string) {
      const desk = newDesk()
      const { back, browser } = await throughProvider(desk, userName)
      await desk.get(back)
      return { desk, browser }
    },
    async close() {
      await app.close()
      await provider.close()
    },
  }
}
