import { dataScope } from '@porchlight/contract/data-grants.ts'
import type { FastifyRequest } from 'fastify'
import type { Pool } from '#database/sql.ts'
import { hostOf } from '#http/host-of.ts'
import { badRequest, OAuthError } from '#http/oauth-error.ts'
import { oauthFields } from '#http/oauth-fields.ts'
import type { IncomingRequest } from '#pipeline/request.ts'
import { hashToken, newToken } from '#sessions/token.ts'
import type { DoorContext } from '../../door.ts'
import {
  addDataToken,
  dataClientOf,
  endMisusedDataGrant,
  grantOfCode,
  liveDataGrant,
  useDataCode,
} from './queries.ts'
import { isVerified } from './rules.ts'
import {
  answerThirdParty,
  asThirdParty,
  type ThirdPartyContext,
  type ThirdPartyDoor,
} from './third-party-request.ts'

type Fields = ReadonlyMap<string, string>

const accessSeconds = 3600

const badClient = (why: string) =>
  new OAuthError('invalid_client', 'The client’s id or secret is not known here.', why)
/** One answer for every fault of a code or token: who guesses learns nothing. */
const badGrant = (why: string) =>
  new OAuthError('invalid_grant', 'The code or token is not known here, was used, or is over.', why)

/** Returns the id and secret that a client sends: in the header (RFC 6749, section 2.3.1) or as parameters, but not both. */
function credentialsOf({ headers: { authorization } }: FastifyRequest, fields: Fields) {
  const inForm = { clientId: fields.get('client_id'), secret: fields.get('client_secret') }
  if (authorization === undefined) return inForm
  if (inForm.secret !== undefined) throw badRequest('Send the client’s secret once.', 'two-credentials')
  const [, encoded = ''] = /^Basic ([\w+/=-]{1,2000})$/i.exec(authorization) ?? []
  const [clientId = '', secret = ''] = Buffer.from(encoded, 'base64').toString().split(/:(.*)/s)
  if (inForm.clientId !== undefined && inForm.clientId !== clientId)
    throw badRequest('client_id differs from the header.', 'two-clients')
  return { clientId, secret }
}

/** Returns the registered third party that sent a request. */
async function authenticated(pool: Pool, request: FastifyRequest, fields: Fields): Promise<string> {
  const { clientId, secret } = credentialsOf(request, fields)
  if (clientId === undefined || secret === undefined) throw badClient('no-secret')
  const client = await dataClientOf.first(pool, { clientId, secretHash: hashToken(secret) })
  if (!client) throw badClient('unknown-client')
  return client.clientId
}

/** Adds an access token to a grant, and returns the answer of RFC 6749, section 5.1. */
async function withAccess({ sql, grant }: ThirdPartyContext, ofGrantId: number) {
  const token = newToken()
  await addDataToken(sql, grant, { ofGrantId, tokenHash: hashToken(token), kind: 'access' })
  return { access_token: token, token_type: 'Bearer', expires_in: accessSeconds, scope: dataScope }
}

type Exchanged = { answer: object } | { misused: true }

/** Exchanges a code for tokens. A code that comes twice ends the grant. */
async function exchangeCode(
  context: ThirdPartyContext,
  clientId: string,
  fields: Fields,
): Promise<Exchanged> {
  const { sql, grant, note } = context
  const code = fields.get('code')
  const verifier = fields.get('code_verifier')
  if (code === undefined || verifier === undefined)
    throw badRequest('code and code_verifier are required.', 'parameter-missing')
  const row = await grantOfCode.first(sql, { codeHash: hashToken(code) })
  if (!row || row.clientId !== clientId) throw badGrant('unknown-code')
  const { dataGrantId: ofGrantId, accountId } = row
  if (row.redirectUri !== fields.get('redirect_uri')) throw badGrant('other-redirect-uri')
  if (!isVerified(verifier, row.codeChallenge)) throw badGrant('wrong-verifier')
  if (row.isUsed) {
    await endMisusedDataGrant(sql, grant, { ofGrantId, why: 'misused' })
    note({ event: 'refused', reason: 'code-used-twice', accountId, details: { dataGrant: ofGrantId } })
    return { misused: true }
  }
  if (!(await useDataCode.first(sql, grant, { ofGrantId }))) throw badGrant('code-over')
  const refreshToken = newToken()
  await addDataToken(sql, grant, { ofGrantId, tokenHash: hashToken(refreshToken), kind: 'refresh' })
  note({ event: 'changed', accountId, details: { dataGrant: ofGrantId, change: 'code-used' } })
  return { answer: { ...(await withAccess(context, ofGrantId)), refresh_token: refreshToken } }
}

/** Gives another access token for a refresh token, which stays: it works only with the client's secret (RFC 9700, 4.14). */
async function refresh(context: ThirdPartyContext, clientId: string, fields: Fields, timeZone: string) {
  const token = fields.get('refresh_token')
  if (token === undefined) throw badRequest('refresh_token is required.', 'parameter-missing')
  const of = { tokenHash: hashToken(token), kind: 'refresh', timeZone }
  const row = await liveDataGrant.first(context.sql, of)
  if (!row || row.clientId !== clientId) throw badGrant('unknown-token')
  return withAccess(context, row.dataGrantId)
}

/** Ends the grant of a token, whatever its kind (RFC 7009). The answer is the same where there is none. */
async function revoke(
  { sql, grant, note }: ThirdPartyContext,
  clientId: string,
  fields: Fields,
  timeZone: string,
) {
  const token = fields.get('token')
  if (token === undefined) throw badRequest('token is required.', 'parameter-missing')
  const tokenHash = hashToken(token)
  for (const kind of ['refresh', 'access']) {
    const row = await liveDataGrant.first(sql, { tokenHash, kind, timeZone })
    if (row?.clientId !== clientId) continue
    await endMisusedDataGrant(sql, grant, { ofGrantId: row.dataGrantId, why: 'ended' })
    note({
      event: 'changed',
      accountId: row.accountId,
      details: { dataGrant: row.dataGrantId, change: 'given-back' },
    })
  }
  return {}
}

/**
 * Serves what third parties with a customer's grant ask of the portal's origin: tokens (RFC 6749), their revocation (RFC 7009), and
 * the discovery document (RFC 8414). The customer's page is the portal's `/data-access/authorize`.
 */
export function serveDataTokens({ app, http, database }: DoorContext): void {
  const { origins, timeZone } = http.installation
  const constraints = { host: hostOf(origins.portal) }
  const door: ThirdPartyDoor = { http, pool: database.worker }
  const config = { action: 'data-grant:use' } as const

  app.get(
    '/.well-known/oauth-authorization-server',
    { constraints, exposeHeadRoute: false },
    async (_, response) =>
      response.header('cache-control', 'public, max-age=3600').send({
        issuer: origins.portal,
        authorization_endpoint: `${origins.portal}/data-access/authorize`,
        token_endpoint: `${origins.portal}/oauth/token`,
        revocation_endpoint: `${origins.portal}/oauth/revoke`,
        scopes_supported: [dataScope],
        response_types_supported: ['code'],
        grant_types_supported: ['authorization_code', 'refresh_token'],
        code_challenge_methods_supported: ['S256'],
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
        authorization_response_iss_parameter_supported: true,
      }),
  )

  const answered =
    (work: (context: ThirdPartyContext, clientId: string, fields: Fields) => Promise<Exchanged>) =>
    async (incomingRequest: IncomingRequest, request: FastifyRequest) => {
      const fields = oauthFields(request)
      const clientId = await authenticated(door.pool, request, fields)
      const done = await asThirdParty(door, incomingRequest, clientId, (context) =>
        work(context, clientId, fields),
      )
      // The end of a misused grant is committed before its code is refused.
      if ('misused' in done) throw badGrant('code-used-twice')
      return done.answer
    }
  const token = answered(async (context, clientId, fields) => {
    const grantType = fields.get('grant_type')
    if (grantType === 'authorization_code') return exchangeCode(context, clientId, fields)
    if (grantType === 'refresh_token') return { answer: await refresh(context, clientId, fields, timeZone) }
    throw new OAuthError('unsupported_grant_type', 'Send authorization_code or refresh_token.', 'grant-type')
  })
  const revocation = answered(async (context, clientId, fields) => ({
    answer: await revoke(context, clientId, fields, timeZone),
  }))
  app.post('/oauth/token', { constraints, config }, (request, response) =>
    answerThirdParty(door, request, response, (incomingRequest) => token(incomingRequest, request)),
  )
  app.post('/oauth/revoke', { constraints, config }, (request, response) =>
    answerThirdParty(door, request, response, (incomingRequest) => revocation(incomingRequest, request)),
  )
}
