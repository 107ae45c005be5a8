import { z } from 'zod'
import { currentTransaction } from '#database/queries.ts'
import { inTransaction } from '#database/transaction.ts'
import { endMasqueradeToo } from '#features/masquerade/index.ts'
import { badRequest, badToken, OAuthError } from '#http/oauth-error.ts'
import { record } from '#record/record.ts'
import { sessionHash } from './issuer-names.ts'
import { type IssuerRequest, verifyAssertion } from './issuer-request.ts'
import {
  endIssuerSession as endSession,
  liveSessionsOfIssuer,
  masqueradesOfSession,
  rememberEndedSession,
} from './queries.ts'

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'

/** A logout token (OpenID Connect Back-Channel Logout 1.0, section 2.4) that names a session. */
const LogoutClaims = z.looseObject({
  sid: z.string().min(1).max(200),
  events: z.object({ [logoutEvent]: z.looseObject({}) }),
  nonce: z.undefined().optional(),
})

/**
 * Takes a revocation (RFC 7009) of a CSR's session at the issuer: its masquerades end now, and no later token opens it again. Answers
 * the same whether there was such a session.
 */
export async function endIssuerSession(
  received: IssuerRequest<'issuer-session:end'>,
  fields: ReadonlyMap<string, string>,
): Promise<object> {
  const token = fields.get('token')
  if (token === undefined) throw badRequest('token is missing.', 'parameter-missing')
  const hint = fields.get('token_type_hint')
  if (hint !== undefined && hint !== 'logout_token')
    throw new OAuthError('unsupported_token_type', 'Send a logout token.', 'token-type')
  const { issuer, assertion, grant } = await verifyAssertion(received, token, (typ) => typ === 'logout+jwt')
  const claims = LogoutClaims.safeParse(assertion.claims)
  if (!claims.success) throw badToken('claims-not-valid')
  const of = { issuerKey: issuer.issuerKey, sessionHash: sessionHash(claims.data.sid) }
  await inTransaction(
    received.pool,
    (sql) => rememberEndedSession(sql, grant, of),
    async (sql, _, ending) => {
      let ended = 0
      for (const { deskSessionId: ofSessionId } of await liveSessionsOfIssuer(sql, of)) {
        await endSession(sql, grant, { ofSessionId })
        for (const { masqueradeId } of await masqueradesOfSession(sql, { ofSessionId }))
          if (await endMasqueradeToo(sql, grant, masqueradeId)) ended += 1
      }
      const { actor, action, request } = received
      const entry = { event: 'changed' as const, action, details: { issuer: of.issuerKey, ended } }
      const [{ transactionId }] = await Promise.all([
        currentTransaction.one(sql, {}),
        record(sql, actor, request.correlationId, [entry]),
      ])
      ending.change = { transactionId, correlationId: request.correlationId }
    },
  )
  return {}
}
