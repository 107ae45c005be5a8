import type { FastifyReply, FastifyRequest } from 'fastify'
import { deskHost } from '#features/desk/index.ts'
import { readCookie, sideCookieName } from '#http/cookie.ts'
import { incoming, sendReply } from '#http/http.ts'
import { isFromElsewhere } from '#http/sender.ts'
import type { Reply } from '#pipeline/request.ts'
import { grantOf } from '#policy/decide.ts'
import { openDeskRequest } from '#sessions/queries.ts'
import { hashToken } from '#sessions/token.ts'
import type { DoorContext } from '../../door.ts'
import { serveBackChannelLogout } from './back-channel-logout.ts'
import { forgetPending, type PendingSignIn, readPending } from './pending-sign-in.ts'
import { providerDoor } from './provider-door.ts'
import { deskSessionEnd } from './queries.ts'
import { localPath } from './rules.ts'
import { signedOutPage, signedOutPath } from './signed-out-page.ts'
import { deskSessionSeconds, startSession } from './start-session.ts'
import { serveStepUp } from './step-up-route.ts'

/**
 * Serves the sign-in and the step-up of staff: browser navigations on the desk's origin, through the organization's own identity
 * provider (OpenID Connect, authorization code with PKCE). The only GET that changes something is the provider's redirect back.
 */
export function serveDeskSignIn({ app, http, database, assets }: DoorContext): void {
  const pool = database.desk
  const options = { http, pool, assets }
  const { log, encryptionKey, origins } = http.installation
  const constraints = { host: deskHost(origins) }
  const door = providerDoor(options)
  const finishStepUp = serveStepUp(app, options, door)

  const finishSignIn = async (request: FastifyRequest, response: FastifyReply, pending: PendingSignIn) => {
    const { next, isFromElsewhere = false } = pending
    const signedIn = await door.verify(request, pending)
    const started = await startSession(pool, signedIn, incoming(request, http), {
      encryptionKey,
      beganAt: new Date(pending.beganAt),
      askedForSecondFactor: pending.secondFactor,
    })
    response.header('set-cookie', forgetPending(door.keeper, pending))
    // The provider knows the person now, freshly where that was asked: what is missing is the second factor alone.
    if (started.outcome === 'second-factor-missing')
      return door.begin(request, response, { next, isFromElsewhere }, true)
    if (started.outcome === 'refused') {
      const { reason, csrId } = started
      log.warn({ reason, csrId, correlationId: request.id }, 'a member of staff was not signed in')
      const problem = reason === 'staff-inactive' ? 'staff-unknown' : reason
      return door.explain(request, response, problem, pending)
    }
    const reply: Reply = { setCredential: undefined, beside: { 'desk-signed-out': 'expire' } }
    if (started.outcome === 'started')
      reply.setCredential = { value: started.token, maxAgeSeconds: deskSessionSeconds }
    sendReply(response, 'desk', http.isSecure, reply)
    return door.goOn(request, response, next, pending)
  }

  /** Then there is nothing to begin: another site that leads here must not end what is going on at the desk. */
  const isSignedIn = async (request: FastifyRequest) => {
    const { credential, ip } = incoming(request, http)
    if (credential === undefined) return false
    const grant = grantOf({ kind: 'visitor', ip }, 'public')
    const params = { tokenHash: hashToken(credential), lazyCommit: false }
    return (await openDeskRequest.first(pool, grant, params)) !== undefined
  }

  const hasSignedOut = (request: FastifyRequest) =>
    readCookie(request.headers.cookie, sideCookieName('desk-signed-out', http.isSecure)) !== undefined

  app.get('/sign-in', { constraints, exposeHeadRoute: false }, async (request, response) => {
    const { next, again } = request.query as { next?: unknown; again?: unknown }
    const path = localPath(typeof next === 'string' ? next : undefined)
    if (await isSignedIn(request)) return response.code(303).header('location', path).send()
    const isFresh = hasSignedOut(request)
    // After a sign-out nobody is signed in without their doing: not by another tab, nor by the provider's own session.
    if (isFresh && again === undefined) return response.code(303).header('location', signedOutPath).send()
    const isElsewhere = isFromElsewhere(request.headers, origins.desk)
    const purpose = { next: path, isFromElsewhere: isElsewhere, ...(isFresh && { isFresh }) }
    return door.explained(request, response, purpose, () => door.begin(request, response, purpose, false))
  })

  app.get(signedOutPath, { constraints, exposeHeadRoute: false }, async (request, response) => {
    if (await isSignedIn(request)) return response.code(303).header('location', '/').send()
    return response
      .type('text/html; charset=utf-8')
      .send(signedOutPage(request.headers, door.frame, 'desk-only' in (request.query as object)))
  })

  // The open tabs of a session that ended ask why, with the cookie that they still hold. It says nothing about any other session.
  app.get('/sign-in/ended', { constraints, exposeHeadRoute: false }, async (request, response) => {
    const { credential } = incoming(request, http)
    const tokenHash = credential === undefined ? undefined : hashToken(credential)
    const { why } = tokenHash ? await deskSessionEnd.one(pool, { tokenHash }) : { why: null }
    return response.header('cache-control', 'no-store').send({ why })
  })

  app.get('/sign-in/callback', { constraints, exposeHeadRoute: false }, async (request, response) => {
    const { state } = request.query as { state?: unknown }
    const pending = readPending(door.keeper, request.headers.cookie, state)
    // An answer that was taken already (the back button, a reload) leads to the desk, where somebody is signed in.
    if (!pending && (await isSignedIn(request))) return response.code(303).header('location', '/').send()
    if (!pending) return door.explain(request, response, 'sign-in-expired', { next: '/' })
    const { masqueradeId } = pending
    return door.explained(request, response, pending, () =>
      masqueradeId === undefined
        ? finishSignIn(request, response, pending)
        : finishStepUp(request, response, { ...pending, masqueradeId }),
    )
  })

  serveBackChannelLogout(app, options)
}
