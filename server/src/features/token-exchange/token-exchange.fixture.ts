import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Api } from '@porchlight/contract/api.ts'
import type { Body } from '@porchlight/contract/endpoint.ts'
import { CompactSign, exportJWK, generateKeyPair } from 'jose'
import { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import { type TestApp, testOrigins } from '#testing/test-app.ts'
import { grantType, jwtType, webUserType } from './exchange-claims.ts'

type State = Body<Api['saveTrustedIssuer']>['state']

export const audience = testOrigins.desk
const reason = 'The call center’s system'
const encoder = new TextEncoder()

/** Makes a key pair with a name, for one of the algorithms that issuers use. */
export async function newKey(kid: string, alg: 'ES256' | 'RS256' | 'EdDSA' = 'ES256') {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  const jwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' }
  return { kid, alg, jwk, privateKey }
}
export type Key = Awaited<ReturnType<typeof newKey>>

/** Makes an issuer with a key, and the state by which it is registered. */
export async function newIssuer(issuerKey: string, changes: Partial<State> = {}) {
  const key = await newKey(`${issuerKey}-1`)
  const state: State = {
    displayName: 'Call center',
    issuer: `https://${issuerKey}.example`,
    audience,
    keyAddress: null,
    pastedKeys: JSON.stringify({ keys: [key.jwk] }),
    algorithms: ['ES256', 'RS256', 'EdDSA'],
    returnUrls: [`https://${issuerKey}.example/customers`, `https://${issuerKey}.example/call`],
    contextNames: ['call_id'],
    activeFrom: '2020-01-01',
    activeTo: null,
    ...changes,
  }
  return { issuerKey, issuer: state.issuer, key, state }
}
export type Issuer = Awaited<ReturnType<typeof newIssuer>>

/** Registers an issuer on the desk, and Amara as its agent 7. */
export async function register(
  app: TestApp,
  issuerKey: string,
  changes: Partial<State> = {},
): Promise<Issuer> {
  const issuer = await newIssuer(issuerKey, changes)
  const officer = await app.asCsr('kenji.sato')
  await officer.api.saveTrustedIssuer({ body: { issuerKey, version: 0, state: issuer.state, reason } })
  await officer.api.changeIssuerSubject({
    body: { issuerKey, subject: 'agent-7', csrId: 'amara.okafor', isMapped: true, reason },
  })
  return issuer
}

let nth = 0
/** Returns an id that no token had before. */
export const freshId = () => `id-${process.pid}-${nth++}`

/** Returns the database's clock in whole seconds. */
export async function nowOf(app: TestApp): Promise<number> {
  const [row] = await app.owner`SELECT extract(epoch FROM current_instant())::float AS now`
  return Math.floor(Number(row?.now))
}

/** The claims of a valid actor token about Maria's account. */
export async function claimsOf(app: TestApp, { issuer }: Pick<Issuer, 'issuer'>) {
  const iat = await nowOf(app)
  return {
    iss: issuer,
    sub: 'agent-7',
    aud: audience,
    iat,
    exp: iat + 60,
    jti: freshId(),
    sid: 'session-1',
    web_user: 'm.alvarez',
    account: town.mariaAccount as number,
    purpose: 'call',
    purpose_reference: freshId(),
    context: { call_id: 'C-17' },
  }
}
export type Claims = Awaited<ReturnType<typeof claimsOf>>

/** Signs a text as a compact JWS; the header and the text can be anything. */
export function signText(text: string, key: Pick<Key, 'privateKey' | 'kid' | 'alg'>, header: object = {}) {
  return new CompactSign(encoder.encode(text))
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT', ...header })
    .sign(key.privateKey)
}
export const sign = (claims: object, key: Key, header?: object) =>
  signText(JSON.stringify(claims), key, header)

/** Posts a form to the desk's origin, as the server of another CIS does. */
export async function post(
  app: TestApp,
  path: string,
  form: Record<string, string> | [string, string][] | URLSearchParams,
  headers: Record<string, string> = {},
) {
  const response = await app.fastify.inject({
    method: 'POST',
    url: path,
    remoteAddress: '203.0.113.40',
    headers: {
      host: new URL(testOrigins.desk).host,
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
    payload: new URLSearchParams(form).toString(),
  })
  return {
    status: response.statusCode,
    text: response.body,
    headers: response.headers,
    body: response.json(),
  }
}

export const formFor = (actorToken: string, userName = 'm.alvarez') => ({
  grant_type: grantType,
  actor_token: actorToken,
  actor_token_type: jwtType,
  subject_token: userName,
  subject_token_type: webUserType,
})

/** Sends a token exchange. */
export const exchangeWith = (app: TestApp, actorToken: string, userName?: string) =>
  post(app, '/oauth/token', formFor(actorToken, userName))

/** Signs a valid actor token with changed claims, and exchanges it. */
export async function exchangeOf(
  app: TestApp,
  issuer: Issuer,
  changes: Partial<Claims> & Record<string, unknown> = {},
) {
  const claims = { ...(await claimsOf(app, issuer)), ...changes }
  return exchangeWith(app, await sign(claims, issuer.key), String(claims.web_user))
}

/** Opens the address that an exchange returned, as a browser with the arrival's script does. */
export async function arriveAt(app: TestApp, redirectUri: string, browser?: Browser) {
  const url = new URL(redirectUri)
  const view = browser ?? new Browser(app.fastify, url.origin, '198.51.100.7')
  const code = new URLSearchParams(url.hash.slice(1)).get('code') ?? ''
  const arrival = await view.request('POST', '/arrive', { form: { code } })
  return { view, arrival, code, masqueradeId: url.hostname.split('.')[0] ?? '' }
}

/** Exchanges, arrives and confirms. */
export async function confirmed(
  app: TestApp,
  issuer: Issuer,
  changes: Partial<Claims> & Record<string, unknown> = {},
) {
  const exchanged = await exchangeOf(app, issuer, changes)
  const arrived = await arriveAt(app, exchanged.body.redirect_uri)
  const confirmation = await arrived.view.submit('/arrive/confirm', { promptVersion: '0' })
  return { ...arrived, confirmation }
}

/** The logout token that ends a session of the issuer. */
export async function logoutToken(
  app: TestApp,
  { issuer, key }: Issuer,
  sid = 'session-1',
  changes: object = {},
) {
  const iat = await nowOf(app)
  const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
  const claims = { iss: issuer, aud: audience, iat, exp: iat + 60, jti: freshId(), sid, events, ...changes }
  return sign(claims, key, { typ: 'logout+jwt' })
}

/** The reasons of refusals in the record, oldest first. */
export const refusals = async (app: TestApp, action = 'masquerade:exchange') =>
  (
    await app.owner`SELECT reason, actor_kind, client_id, csr_id FROM record_entries
      WHERE action = ${action} AND event = 'refused' ORDER BY at, record_entry_id`
  ).map((row) => ({ ...row }))

/** Serves a JWKS document on loopback and counts how often it is asked for. */
export async function serveKeys(keys: () => unknown) {
  let requests = 0
  const server = createServer((request, response) => {
    requests += 1
    if (request.url === '/redirect') return response.writeHead(302, { location: '/keys' }).end()
    const document = keys()
    if (document === undefined) return response.writeHead(500).end()
    return response.setHeader('content-type', 'application/json').end(JSON.stringify(document))
  })
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  return {
    base: `http://127.0.0.1:${port}`,
    asked: () => requests,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
