import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { deskHost } from '#features/desk/index.ts'
import { incoming, sendReply } from '#http/http.ts'
import { isFromElsewhere } from '#http/sender.ts'
import { openDeskRequest } from '#pipeline/queries.ts'
import { hashToken } from '#pipeline/token.ts'
import { forgetPending, type PendingSignIn, readPending } from './pending-sign-in.ts'
import { type DeskSignInOptions, providerDoor } from './provider-door.ts'
import { localPath } from './rules.ts'
import { deskSessionSeconds, startSession } from './start-session.ts'
import { serveStepUp } from './step-up-route.ts'

/**
 * How staff sign in, and step up: browser navigations on the desk's origin, through the organisation's own identity provider
 * (OpenID Connect, authorization code with PKCE). A GET changes nothing, except that the provider's answer counts.
 */
export function serveDeskSignIn(app: FastifyInstance, options: DeskSignInOptions): void {
  const { http, pool } = options
  const { origins } = http.installation
  const constraints = { host: deskHost(origins) }
  const door = providerDoor(options)
  const finishStepUp = serveStepUp(app, options, door)

  const finishSignIn = async (request: FastifyRequest, response: FastifyReply, pending: PendingSignIn) => {
    const { next, isFromElsewhere = false } = pending
    const signedIn = await door.verify(request, pending)
    const started = await startSession(pool, signedIn, incoming(request, http))
    if (started.outcome === 'second-factor-required' && !pending.secondFactor)
      return door.begin(response, { next, isFromElsewhere }, true)
    response.header('set-cookie', forgetPending(door.keeper))
    if (started.outcome !== 'started') return door.explain(request, response, started.outcome, pending)
    const setCredential = { value: started.token, maxAgeSeconds: deskSessionSeconds }
    sendReply(response, 'desk', http.isSecure, { setCredential })
    return door.goOn(request, response, next, pending)
  }

  /** Then there is nothing to begin: another site that leads here must not end what is going on at the desk. */
  const isSignedIn = async (request: FastifyRequest) => {
    const { credential } = incoming(request, http)
    return (
      credential !== undefined &&
      !!(await openDeskRequest.first(pool, { tokenHash: hashToken(credential), lazyCommit: false }))
    )
  }

  app.get('/sign-in', { constraints, exposeHeadRoute: false }, async (request, response) => {
    const { next } = request.query as { next?: unknown }
    const path = localPath(typeof next === 'string' ? next : undefined)
    if (await isSignedIn(request)) return response.code(303).header('location', path).send()
    const purpose = { next: path, isFromElsewhere: isFromElsewhere(request.headers, origins.desk) }
    return door.explained(request, response, purpose, () => door.begin(response, purpose, false))
  })

  app.get('/sign-in/callback', { constraints, exposeHeadRoute: false }, async (request, response) => {
    const pending = readPending(door.keeper, request.headers.cookie)
    if (!pending) return door.explain(request, response, 'sign-in-expired', { next: '/' })
    const { masqueradeId } = pending
    return door.explained(request, response, pending, () =>
      masqueradeId === undefined
        ? finishSignIn(request, response, pending)
        : finishStepUp(request, response, { ...pending, masqueradeId }),
    )
  })
}
