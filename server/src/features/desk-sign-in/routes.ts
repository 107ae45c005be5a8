import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Pool } from '#database/sql.ts'
import { deskHost } from '#features/desk/index.ts'
import { type HttpOptions, incoming, sendReply } from '#http/http.ts'
import { SignInFailure } from '#integrations/identity-provider/sign-in-failure.ts'
import { openDeskRequest } from '#pipeline/queries.ts'
import { hashToken } from '#pipeline/token.ts'
import type { Assets } from '../../assets.ts'
import {
  forgetPending,
  keepPending,
  type PendingSignIn,
  pendingMinutes,
  readPending,
} from './pending-sign-in.ts'
import { type Problem, problemPage, problemStatus } from './problem-page.ts'
import { isPendingInTime } from './queries.ts'
import { localPath } from './rules.ts'
import { deskSessionSeconds, startSession } from './start-session.ts'

export type DeskSignInOptions = { http: HttpOptions; pool: Pool; assets: Assets }

/**
 * How staff sign in: browser navigations on the desk's origin, through the organisation's own identity provider (OpenID
 * Connect, authorization code with PKCE). A GET changes nothing, except that the provider's answer starts a session.
 */
export function serveDeskSignIn(app: FastifyInstance, { http, pool, assets }: DeskSignInOptions): void {
  const { identityProvider, encryptionKey, origins, utilityName, log } = http.installation
  const keeper = { isSecure: http.isSecure, encryptionKey }
  const constraints = { host: deskHost(origins) }

  const explain = (request: FastifyRequest, response: FastifyReply, problem: Problem, next: string) =>
    response
      .code(problemStatus[problem])
      .type('text/html; charset=utf-8')
      .send(problemPage(problem, next, request.headers, { assets, utilityName }))

  /** Whatever the provider did not do comes out as a page. */
  const explained = async (
    request: FastifyRequest,
    response: FastifyReply,
    next: string,
    work: () => Promise<FastifyReply>,
  ) => {
    try {
      return await work()
    } catch (failure) {
      if (!(failure instanceof SignInFailure)) throw failure
      log.warn({ reason: failure.reason, correlationId: request.id }, 'a desk sign-in came to nothing')
      return explain(request, response, failure.reason, next)
    }
  }

  const begin = async (response: FastifyReply, next: string, secondFactor: boolean) => {
    const redirectUri = `${origins.desk}/sign-in/callback`
    const { url, ...begun } = await identityProvider.beginSignIn({ redirectUri, secondFactor })
    const pending: PendingSignIn = { ...begun, next, secondFactor, beganAt: new Date().toISOString() }
    return response
      .header('set-cookie', keepPending(keeper, pending))
      .code(303)
      .header('location', url)
      .send()
  }

  const finish = async (request: FastifyRequest, response: FastifyReply, pending: PendingSignIn) => {
    const { state, nonce, codeVerifier, next, secondFactor, beganAt } = pending
    const known = incoming(request, http)
    const { isInTime } = await isPendingInTime.one(pool, {
      beganAt: new Date(beganAt),
      minutes: pendingMinutes,
    })
    if (!isInTime) throw new SignInFailure('sign-in-expired')
    const currentUrl = `${origins.desk}${request.url}`
    const signedIn = await identityProvider.finishSignIn({ currentUrl, state, nonce, codeVerifier })
    const started = await startSession(pool, signedIn, known)
    if (started.outcome === 'second-factor-required' && !secondFactor) return begin(response, next, true)
    response.header('set-cookie', forgetPending(keeper))
    if (started.outcome !== 'started') return explain(request, response, started.outcome, next)
    const setCredential = { value: started.token, maxAgeSeconds: deskSessionSeconds }
    sendReply(response, 'desk', http.isSecure, { setCredential })
    return response.code(303).header('location', next).send()
  }

  /** Then there is nothing to begin: another site that leads here must not end what is going on at the desk. */
  const isSignedIn = async (request: FastifyRequest) => {
    const { credential } = incoming(request, http)
    return (
      credential !== undefined && !!(await openDeskRequest.first(pool, { tokenHash: hashToken(credential) }))
    )
  }

  app.get('/sign-in', { constraints, exposeHeadRoute: false }, async (request, response) => {
    const { next } = request.query as { next?: unknown }
    const path = localPath(typeof next === 'string' ? next : undefined)
    if (await isSignedIn(request)) return response.code(303).header('location', path).send()
    return explained(request, response, path, () => begin(response, path, false))
  })

  app.get('/sign-in/callback', { constraints, exposeHeadRoute: false }, async (request, response) => {
    const pending = readPending(keeper, request.headers.cookie)
    if (!pending) return explain(request, response, 'sign-in-expired', '/')
    return explained(request, response, pending.next, () => finish(request, response, pending))
  })
}
