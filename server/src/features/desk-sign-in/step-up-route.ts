import { MasqueradeId } from '@porchlight/contract/values.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { deskHost } from '#features/desk/index.ts'
import { incoming } from '#http/http.ts'
import { Refusal } from '#policy/refusal.ts'
import { viewOrigin } from '../../installation.ts'
import { forgetPending, type PendingSignIn } from './pending-sign-in.ts'
import type { DeskSignInOptions, ProviderDoor } from './provider-door.ts'
import { localPath } from './rules.ts'
import { checkStepUp, finishStepUp } from './step-up.ts'

type Pending = PendingSignIn & { masqueradeId: string }

/** Serves the confirmation of a CSR's own second factor for a masquerade: out through the provider's door, and back. */
export function serveStepUp(app: FastifyInstance, { http, pool }: DeskSignInOptions, door: ProviderDoor) {
  const { origins } = http.installation

  /** A page for the browser, the same for a stranger, for another's masquerade and for one that is over. */
  const orNotFound = (error: unknown, request: FastifyRequest, response: FastifyReply) => {
    if (!(error instanceof Refusal) || error.status >= 500) throw error
    return door.explain(request, response, 'step-up-not-found', { next: '/' })
  }

  app.get(
    '/step-up',
    { constraints: { host: deskHost(origins) }, exposeHeadRoute: false },
    async (request, response) => {
      const { masquerade, next } = request.query as { masquerade?: unknown; next?: unknown }
      // Anything else is no masquerade's id, and may be no text that the database takes.
      const masqueradeId = MasqueradeId.safeParse(masquerade).data ?? ''
      // Somebody who confirms does so freshly, whatever session the provider holds.
      const path = localPath(typeof next === 'string' ? next : undefined)
      const purpose = { masqueradeId, next: path, isFresh: true }
      try {
        await checkStepUp(pool, incoming(request, http), masqueradeId)
      } catch (error) {
        return orNotFound(error, request, response)
      }
      return door.explained(request, response, purpose, () => door.begin(request, response, purpose, true))
    },
  )

  /** The provider's answer: the second factor counts in this one masquerade, and the browser goes back to its page. */
  return async function finish(request: FastifyRequest, response: FastifyReply, pending: Pending) {
    const signedIn = await door.verify(request, pending)
    response.header('set-cookie', forgetPending(door.keeper, pending))
    try {
      const done = await finishStepUp(pool, incoming(request, http), pending.masqueradeId, signedIn)
      if (done.outcome !== 'stepped-up')
        return door.explain(request, response, `step-up-${done.outcome}`, pending)
      const location = `${viewOrigin(origins, done.masqueradeId)}${pending.next}`
      return door.goOn(request, response, location, pending)
    } catch (error) {
      return orNotFound(error, request, response)
    }
  }
}
