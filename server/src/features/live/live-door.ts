import { livePath } from '@porchlight/contract/live.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Pool } from '#database/sql.ts'
import { deskHost } from '#features/desk/index.ts'
import { type HttpOptions, incoming } from '#http/http.ts'
import { Refusal } from '#pipeline/refusal.ts'
import { hashToken } from '#pipeline/token.ts'
import { decide } from '#policy/decide.ts'
import { openEventStream } from './event-stream.ts'
import type { LiveHub } from './live-hub.ts'
import { followerToStand } from './queries.ts'
import { standingFollower } from './standing-follower.ts'

/** Of one process. Beyond them a desk asks by itself, as it does without a stream. */
const mostStreams = 5_000

/** Who asks, by the session of the desk's cookie. Asking is no use of the session: it ends unused all the same. */
async function followerOf(request: FastifyRequest, http: HttpOptions, pool: Pool) {
  const { credential, ip } = incoming(request, http)
  const row = credential && (await followerToStand.first(pool, { tokenHash: hashToken(credential) }))
  if (!row) throw new Refusal('not-signed-in')
  const follower = standingFollower(row, ip)
  const decision = decide(follower.csr, 'desk:open', {})
  if (!decision.allow) throw new Refusal(decision.reason)
  return follower
}

/** The stream of changes: not an endpoint of the contract, since it never ends by itself. */
export function serveLive(app: FastifyInstance, http: HttpOptions, pool: Pool, hub: LiveHub): void {
  app.get(
    livePath,
    {
      constraints: { host: deskHost(http.installation.origins) },
      config: { action: 'desk:open' },
      exposeHeadRoute: false,
    },
    async (request, response) => {
      const follower = await followerOf(request, http, pool)
      if (hub.size >= mostStreams) throw new Refusal('out-of-order')
      const { after } = request.query as { after?: unknown }
      const from = request.headers['last-event-id'] ?? after
      response.hijack()
      const stream = openEventStream(response.raw, response.getHeaders(), () => joined.catchUp())
      const joined = hub.join(stream, follower, typeof from === 'string' ? from : '')
      response.raw.on('close', joined.leave)
      // Gone while we asked who it is: nothing tells us any more.
      if (response.raw.destroyed) joined.leave()
    },
  )
  app.addHook('preClose', async () => hub.close())
}
