import type { FastifyInstance } from 'fastify'
import { inTransaction } from '#database/transaction.ts'
import { deskHost } from '#features/desk/index.ts'
import { incoming } from '#http/http.ts'
import type { SignedOutElsewhere } from '#integrations/identity-provider/identity-provider.ts'
import { SignInFailure } from '#integrations/identity-provider/sign-in-failure.ts'
import type { IncomingRequest } from '#pipeline/request.ts'
import { grantOf } from '#policy/decide.ts'
import { hashToken } from '#sessions/token.ts'
import { endSessionElsewhere } from './end-session.ts'
import type { DeskSignInOptions } from './provider-door.ts'
import { sessionsSignedOut, takeLogoutToken } from './queries.ts'
import { recordedAs } from './start-session.ts'

/** Where the identity provider says that somebody signed out elsewhere, or was switched off there. */
const path = '/sign-in/back-channel-logout'

/**
 * Serves OpenID Connect Back-Channel Logout 1.0: the provider's server calls without cookie or Origin, and its signature
 * identifies it. Answers 200 once the sessions have ended, also if there were none. Answers 400 for anything but a logout token of
 * our provider, and for a token that was sent before.
 */
export function serveBackChannelLogout(app: FastifyInstance, { http, pool }: DeskSignInOptions): void {
  const { identityProvider, origins, log } = http.installation

  const endSessions = (out: SignedOutElsewhere, { ip, correlationId }: IncomingRequest) =>
    inTransaction(
      pool,
      (sql) =>
        takeLogoutToken.first(sql, grantOf({ kind: 'visitor', ip }, 'public'), {
          tokenHash: hashToken(`${out.issuer} ${out.tokenId}`),
          expiresAt: out.expiresAt,
        }),
      async (sql, taken) => {
        if (!taken) return undefined
        const { issuer, subject = null, providerSession = null } = out
        const sessions = await sessionsSignedOut(sql, { issuer, subject, providerSession })
        for (const session of sessions) {
          const csr = recordedAs(session, ip)
          await endSessionElsewhere(sql, csr, correlationId, 'signed-out-at-provider')
        }
        return sessions.length
      },
    )

  app.post(path, { constraints: { host: deskHost(origins) } }, async (request, response) => {
    const refuse = (status: number, error: string) => response.code(status).send({ error })
    const fields = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
    const [token, ...more] = fields.getAll('logout_token')
    if (!token || more.length > 0) return refuse(400, 'invalid_request')
    try {
      const ended = await endSessions(await identityProvider.readLogoutToken(token), incoming(request, http))
      if (ended === undefined) {
        log.warn({ correlationId: request.id }, 'a logout token was sent twice')
        return refuse(400, 'invalid_request')
      }
      log.info({ ended, correlationId: request.id }, 'the identity provider signed somebody out')
      return response.code(200).send()
    } catch (failure) {
      if (!(failure instanceof SignInFailure)) throw failure
      const { reason } = failure
      log.warn({ reason, correlationId: request.id }, 'a logout token was refused')
      return reason === 'identity-provider-unreachable'
        ? refuse(503, 'temporarily_unavailable')
        : refuse(400, 'invalid_request')
    }
  })
}
