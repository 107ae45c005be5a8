import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { standInBrowser } from '../stand-in-browser.ts'
import { discoverProvider } from './openid-client.ts'
import { newSigningKeys } from './signing-keys.ts'
import { startIdentityStandIn } from './stand-in.ts'

const issuer = 'http://id.localhost:8080'
const redirectUri = 'http://desk.localhost:8080/sign-in/done'
const amara = {
  subject: 'staff-amara',
  userName: 'amara',
  displayName: 'Amara Okafor',
  email: 'amara@utility.example',
  password: 'demo',
  totpSecret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
  roleDescription: '',
}
const config = {
  issuer,
  clientId: 'porchlight-desk',
  clientSecret: 'a secret for tests only, of a good length',
  redirectUris: [redirectUri],
  postLogoutRedirectUris: [],
  deskUrl: 'http://desk.localhost:8080/',
  staff: [amara],
  jwks: newSigningKeys(),
  cookieKeys: ['a cookie key for tests only'],
}

let standIn: Awaited<ReturnType<typeof startIdentityStandIn>>
let direct: string
/** What the machine between us and the provider makes of an ID token. */
let change: (idToken: string) => Promise<string> | string = (idToken) => idToken

/** A machine between us and the provider, which the connection's own encryption did not keep out. */
const between = createServer(async (request, response) => {
  const body = await buffer(request)
  const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
    ['host', 'connection', 'content-length', 'transfer-encoding'].includes(name)
      ? []
      : [[name, String(value)]],
  )
  const answered = await fetch(direct + (request.url ?? '/'), {
    method: request.method ?? 'GET',
    headers,
    ...(body.length > 0 && { body: new Uint8Array(body) }),
    redirect: 'manual',
  })
  let text = await answered.text()
  if (request.url?.startsWith('/token')) {
    const json = JSON.parse(text) as { id_token: string }
    text = JSON.stringify({ ...json, id_token: await change(json.id_token) })
  }
  response
    .writeHead(answered.status, { 'content-type': answered.headers.get('content-type') ?? 'text/plain' })
    .end(text)
})

beforeAll(async () => {
  standIn = await startIdentityStandIn(config)
  direct = `http://127.0.0.1:${standIn.port}`
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  await standIn.close()
  between.closeAllConnections()
  await new Promise((resolve) => between.close(resolve))
})

/** Signs Amara in through the machine between, which changes her ID token. */
async function signIn(how: typeof change) {
  change = how
  const fetchBase = `http://127.0.0.1:${(between.address() as AddressInfo).port}`
  const client = discoverProvider({ ...config, fetchBase })
  const browser = standInBrowser({ [issuer]: direct })
  const { url, ...kept } = await client.beginSignIn({ redirectUri, secondFactor: false })
  const arrival = await browser.submit(await browser.open(url), '/sign-in', {
    userName: 'amara',
    password: 'demo',
  })
  return client.finishSignIn({ currentUrl: arrival.url, ...kept })
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const claimsOf = (idToken: string) =>
  JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>

test('takes the ID token as the provider signed it', async () => {
  expect(await signIn((idToken) => idToken)).toMatchObject({ subject: 'staff-amara' })
})

test.each<[string, typeof change]>([
  [
    'other claims under the same signature',
    (idToken) => {
      const [header, , signature] = idToken.split('.')
      return [header, part({ ...claimsOf(idToken), acr: 'urn:porchlight:second-factor' }), signature].join(
        '.',
      )
    },
  ],
  [
    'a signature by another key',
    (idToken) => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const [{ kid }] = config.jwks.keys as [{ kid: string }]
      return new SignJWT({ ...claimsOf(idToken), acr: 'urn:porchlight:second-factor' })
        .setProtectedHeader({ alg: 'ES256', kid })
        .sign(privateKey)
    },
  ],
  [
    'no signature',
    (idToken) =>
      `${part({ alg: 'none' })}.${part({ ...claimsOf(idToken), acr: 'urn:porchlight:second-factor' })}.`,
  ],
  [
    'a signature by the secret that we share with the provider',
    (idToken) =>
      new SignJWT({ ...claimsOf(idToken), acr: 'urn:porchlight:second-factor' })
        .setProtectedHeader({ alg: 'HS256' })
        .sign(new TextEncoder().encode(config.clientSecret)),
  ],
])('refuses an ID token with %s', async (_, how) => {
  await expect(signIn(how)).rejects.toMatchObject({ reason: 'sign-in-answer-invalid' })
})
