import { livePath } from '@porchlight/contract/live.ts'
import type { FastifyRequest } from 'fastify'
import type { Pool } from '#database/sql.ts'
import { deskHost } from '#features/desk/index.ts'
import { type HttpOptions, incoming } from '#http/http.ts'
import { decide } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { hashToken } from '#sessions/token.ts'
import type { DoorContext } from '../../door.ts'
import { openEventStream } from './event-stream.ts'
import { followerOfSession } from './follower.ts'
import { createLiveHub, type LiveHub } from './live-hub.ts'
import { followerByToken } from './queries.ts'

/** The most streams of one process. Further desks poll, as they do without a stream. */
const mostStreams = 5_000

/** Returns the follower of the desk session in the cookie. Does not count as use of the session, which may still time out. */
async function followerOf(request: FastifyRequest, http: HttpOptions, pool: Pool) {
  const { credential, ip } = incoming(request, http)
  const row = credential && (await followerByToken.first(pool, { tokenHash: hashToken(credential) }))
  if (!row) throw new Refusal('not-signed-in')
  const follower = followerOfSession(row, ip)
  const decision = decide(follower.csr, 'desk:open', {})
  if (!decision.allow) throw new Refusal(decision.reason)
  return follower
}

const hubs = new WeakMap<DoorContext, LiveHub>()

/** Returns the one hub of an app: its stream of changes, and the desk's page that continues from the hub's position. */
export function liveHubOf(context: DoorContext): LiveHub {
  const { database, http, liveBeatMs } = context
  const { worker: listening, desk: asking } = database
  const hub =
    hubs.get(context) ?? createLiveHub({ listening, asking, log: http.installation.log, beatMs: liveBeatMs })
  hubs.set(context, hub)
  return hub
}

/** Serves the stream of changes. It is not an endpoint of the contract, because its response does not end. */
export function serveLive(context: DoorContext): void {
  const { app, http, database, watch } = context
  const hub = liveHubOf(context)
  watch.countStreams(() => hub.size)
  app.get(
    livePath,
    {
      constraints: { host: deskHost(http.installation.origins) },
      config: { action: 'desk:open' },
      exposeHeadRoute: false,
    },
    async (request, response) => {
      const follower = await followerOf(request, http, database.desk)
      if (hub.size >= mostStreams) throw new Refusal('out-of-order')
      const { after } = request.query as { after?: unknown }
      const from = request.headers['last-event-id'] ?? after
      response.hijack()
      const stream = openEventStream(response.raw, response.getHeaders(), () => membership.catchUp())
      const membership = hub.join(stream, follower, typeof from === 'string' ? from : '')
      response.raw.on('close', membership.leave)
      // The connection closed during the look-up, before the listener for `close` was there.
      if (response.raw.destroyed) membership.leave()
    },
  )
  app.addHook('preClose', async () => hub.close())
}
