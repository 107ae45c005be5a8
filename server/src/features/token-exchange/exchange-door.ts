import { issuerAlgorithms } from '@porchlight/contract/limits.ts'
import { deskHost } from '#features/desk/index.ts'
import type { DoorContext } from '../../door.ts'
import type { Installation } from '../../installation.ts'
import { endIssuerSession } from './end-issuer-session.ts'
import { exchange } from './exchange.ts'
import { grantCodeType, grantType, jwtType, webUserType } from './exchange-claims.ts'
import { answerIssuer } from './issuer-request.ts'

export const tokenPath = '/oauth/token'
const revocationPath = '/oauth/revoke'
/** Where RFC 8414 puts the document, for an issuer without a path. */
export const discoveryPath = '/.well-known/oauth-authorization-server'

/** Returns the metadata of RFC 8414: what another CIS reads before it is set up. */
const metadataOf = ({ origins: { desk } }: Installation) => ({
  issuer: desk,
  token_endpoint: desk + tokenPath,
  revocation_endpoint: desk + revocationPath,
  grant_types_supported: [grantType],
  response_types_supported: [],
  token_endpoint_auth_methods_supported: ['none'],
  revocation_endpoint_auth_methods_supported: ['none'],
  actor_token_types_supported: [jwtType],
  actor_token_signing_alg_values_supported: issuerAlgorithms,
  subject_token_types_supported: [webUserType],
  issued_token_types_supported: [grantCodeType],
})

/**
 * Serves what another customer information system (CIS) asks of the desk's origin: OAuth 2.0 Token Exchange (RFC 8693), the
 * revocation of its CSRs' sessions (RFC 7009), and the discovery document (RFC 8414). A signed token identifies the system.
 */
export function serveTokenExchange({ app, http, database }: DoorContext): void {
  const { installation } = http
  const constraints = { host: deskHost(installation.origins) }
  const pool = database.desk
  const metadata = metadataOf(installation)

  app.get(discoveryPath, { constraints, exposeHeadRoute: false }, async (_, response) =>
    response.header('cache-control', 'public, max-age=3600').send(metadata),
  )
  app.post(tokenPath, { constraints, config: { action: 'masquerade:exchange' } }, (request, response) =>
    answerIssuer({ http, pool, action: 'masquerade:exchange' }, [request, response], exchange),
  )
  app.post(revocationPath, { constraints, config: { action: 'issuer-session:end' } }, (request, response) =>
    answerIssuer({ http, pool, action: 'issuer-session:end' }, [request, response], endIssuerSession),
  )
}
