import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Pool } from '#database/sql.ts'
import { deskFrame, goOnPage } from '#features/desk/index.ts'
import type { HttpOptions } from '#http/http.ts'
import { isFromElsewhere } from '#http/sender.ts'
import type { SignedIn } from '#integrations/identity-provider/identity-provider.ts'
import { SignInFailure, type SignInFailureReason } from '#integrations/identity-provider/sign-in-failure.ts'
import type { Assets } from '../../assets.ts'
import type { Installation } from '../../installation.ts'
import { keepPending, type PendingSignIn, type Purpose, pendingMinutes } from './pending-sign-in.ts'
import { type Problem, problemPage, statusOf } from './problem-page.ts'
import { isPendingInTime } from './queries.ts'

export type DeskSignInOptions = { http: HttpOptions; pool: Pool; assets: Assets }

export type ProviderDoor = ReturnType<typeof providerDoor>

/** A failed confirmation has one text for every error of the provider, because it is not a sign-in. */
const problemOf = (reason: SignInFailureReason, { masqueradeId }: Purpose): Problem =>
  masqueradeId === undefined || reason.endsWith('-unreachable') ? reason : 'step-up-refused'

/** Errors of the provider that no member of staff can help: it does not know us, or not in this way. */
const misconfigured: Record<string, string> = {
  invalid_client: 'it does not accept PORCHLIGHT_CLIENT_ID with PORCHLIGHT_CLIENT_SECRET',
  unauthorized_client: 'this client may not sign people in with an authorization code',
  invalid_scope: 'it does not give the scopes openid, profile and email to this client',
}

/** Logs why a sign-in failed, with what the provider answered. */
function logFailure(log: Installation['log'], failure: SignInFailure, correlationId: string): void {
  const { error = '' } = failure.providerAnswer
  const why = misconfigured[error]
  const line = { reason: failure.reason, correlationId, err: failure }
  if (why) log.error(line, `a desk sign-in came to nothing: the identity provider says ${error}: ${why}`)
  else log.warn(line, 'a desk sign-in came to nothing')
}

/** Returns the way to the identity provider and back, for every purpose for which a browser is sent there. */
export function providerDoor({ http, pool, assets }: DeskSignInOptions) {
  const { identityProvider, encryptionKey, readableKeys, origins, log } = http.installation
  const frame = deskFrame(assets, http.installation)
  const keeper = { isSecure: http.isSecure, encryptionKey, readableKeys }
  const freshness = ({ isFresh }: Purpose) => (isFresh ? { maxAge: 0 } : {})

  const explain = (request: FastifyRequest, response: FastifyReply, problem: Problem, purpose: Purpose) =>
    response
      .code(statusOf(problem))
      .type('text/html; charset=utf-8')
      .send(problemPage(problem, purpose, request.headers, frame))

  return {
    keeper,
    frame,
    explain,

    /** Sends the browser on from the provider's answer; by a page of ours, where it would else arrive as the provider's. */
    goOn(request: FastifyRequest, response: FastifyReply, address: string, purpose: Purpose) {
      if (purpose.isFromElsewhere || !isFromElsewhere(request.headers, origins.desk))
        return response.code(303).header('location', address).send()
      const page = goOnPage(address, request.headers, frame)
      return response.type('text/html; charset=utf-8').send(page)
    },

    /** Whatever the provider did not do comes out as a page. */
    async explained(
      request: FastifyRequest,
      response: FastifyReply,
      purpose: Purpose,
      work: () => Promise<FastifyReply>,
    ) {
      try {
        return await work()
      } catch (failure) {
        if (!(failure instanceof SignInFailure)) throw failure
        logFailure(log, failure, request.id)
        return explain(request, response, problemOf(failure.reason, purpose), purpose)
      }
    },

    /** Sends the browser to the provider, with the cookie that knows it when it comes back. */
    async begin(
      request: FastifyRequest,
      response: FastifyReply,
      purpose: Purpose,
      secondFactor: boolean,
    ): Promise<FastifyReply> {
      const redirectUri = `${origins.desk}/sign-in/callback`
      const wishes = { redirectUri, secondFactor, ...freshness(purpose) }
      const { url, ...begun } = await identityProvider.beginSignIn(wishes)
      const pending: PendingSignIn = {
        ...begun,
        ...purpose,
        secondFactor,
        beganAt: new Date().toISOString(),
      }
      return response
        .header('set-cookie', keepPending(keeper, pending, request.headers.cookie))
        .code(303)
        .header('location', url)
        .send()
    },

    /** Whom the provider vouches for, in its answer to what is pending. */
    async verify(request: FastifyRequest, pending: PendingSignIn): Promise<SignedIn> {
      const { state, nonce, codeVerifier, beganAt } = pending
      const { isInTime } = await isPendingInTime.one(pool, {
        beganAt: new Date(beganAt),
        minutes: pendingMinutes,
      })
      if (!isInTime) throw new SignInFailure('sign-in-expired')
      const currentUrl = `${origins.desk}${request.url}`
      return identityProvider.finishSignIn({
        currentUrl,
        state,
        nonce,
        codeVerifier,
        ...freshness(pending),
      })
    },
  }
}
