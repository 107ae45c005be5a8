import { viewStreamPath } from '@porchlight/contract/live.ts'
import { type EventStream, openEventStream } from '#features/live/index.ts'
import { incoming } from '#http/http.ts'
import { grantOf } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { hashToken } from '#sessions/token.ts'
import type { DoorContext } from '../../door.ts'
import { endedViews, viewToFollow } from './queries.ts'

/** The tabs of one view share a stream. If the browser cannot share, at most this many tabs have one each. */
const mostOfView = 6
/** The most streams of one process. A tab without a stream stops at its next click. */
const mostStreams = 5_000
/** Short enough that an open tab stops within a second, whatever ended its masquerade. */
const everyMs = 600
/** The interval of beats. They keep the connection open in proxies and reveal a dead one. */
const beatsEvery = 25

/**
 * Tells the open tabs of a view that its masquerade has ended. One query polls all followed masquerades of this process,
 * because no request writes some ends (time limit, a lost permission, a CSR who was switched off).
 */
export function serveViewStreams({ app, http, database }: DoorContext): void {
  const { view, desk } = database
  const followed = new Map<string, Set<EventStream>>()
  let looking: NodeJS.Timeout | undefined
  let rounds = 0
  const size = () => [...followed.values()].reduce((sum, streams) => sum + streams.size, 0)

  const over = (masqueradeId: string) => {
    for (const stream of followed.get(masqueradeId) ?? []) {
      stream.send('ended', '', {})
      stream.end()
    }
    followed.delete(masqueradeId)
  }
  const look = async () => {
    const rows = await endedViews(desk, grantOf({ kind: 'system' }, 'job:follow-views'), {
      masqueradeIds: [...followed.keys()],
    })
    for (const { masqueradeId } of rows) over(masqueradeId)
    rounds += 1
    if (rounds % beatsEvery === 0)
      for (const streams of followed.values()) for (const stream of streams) stream.send('beat', '', {})
  }
  const lookAgain = () => {
    looking = setTimeout(() => {
      look()
        .catch((err: unknown) => http.installation.log.warn({ err }, 'the ends of views were not looked for'))
        .finally(() => {
          looking = undefined
          if (followed.size > 0) lookAgain()
        })
    }, everyMs)
    looking.unref()
  }

  app.get(
    viewStreamPath,
    { config: { action: 'portal:open' }, exposeHeadRoute: false },
    async (request, response) => {
      const incomingRequest = incoming(request, http)
      if (incomingRequest.site !== 'view') throw new Refusal('not-found')
      if (size() >= mostStreams) throw new Refusal('out-of-order')
      const tokenHash = hashToken(incomingRequest.credential ?? '')
      const { masqueradeId } = await viewToFollow.one(view, {
        tokenHash,
        hostMasqueradeId: incomingRequest.hostMasqueradeId,
      })
      response.hijack()
      const stream = openEventStream(response.raw, response.getHeaders(), () => {})
      // The masquerade has ended or the token is unknown. The stream says so, and the page stops asking.
      if (masqueradeId === null) {
        stream.send('ended', '', {})
        return stream.end()
      }
      const streams = followed.get(masqueradeId) ?? new Set()
      const [oldest] = streams
      if (streams.size >= mostOfView && oldest) {
        streams.delete(oldest)
        oldest.end()
      }
      followed.set(masqueradeId, streams.add(stream))
      response.raw.on('close', () => {
        streams.delete(stream)
        if (streams.size === 0 && followed.get(masqueradeId) === streams) followed.delete(masqueradeId)
      })
      stream.send('hello', '', {})
      if (!looking) lookAgain()
    },
  )
  app.addHook('preClose', async () => {
    clearTimeout(looking)
    for (const streams of followed.values()) for (const stream of streams) stream.end()
    followed.clear()
  })
}
