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
/**
 * Interval of the poll. It finds the ends that nothing announces (time limit, idleness, a membership whose last day has passed) and
 * stands in while the process cannot listen to PostgreSQL. Short enough that an open tab stops within a second all the same.
 */
const pollMs = 600
/** The interval of beats. They keep the connection open in proxies and reveal a dead one. */
const beatsEvery = 25

/**
 * Tells the open tabs of a view that its masquerade has ended, at once: the channel `views_may_end` (migration 0109) announces a
 * possible end, whichever process caused it. One query then asks about all masquerades that this process follows.
 */
export function serveViewStreams({ app, http, database, viewPollMs = pollMs }: DoorContext): void {
  const { view, desk, worker } = database
  const { log } = http.installation
  const followed = new Map<string, Set<EventStream>>()
  let polling: NodeJS.Timeout | undefined
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
    if (followed.size === 0) return
    const rows = await endedViews(desk, grantOf({ kind: 'system' }, 'job:follow-views'), {
      masqueradeIds: [...followed.keys()],
    })
    for (const { masqueradeId } of rows) over(masqueradeId)
  }
  // One query at a time. A notice during a query asks again after it, because the query may have missed its change.
  let looking: Promise<void> | undefined
  let isToldMeanwhile = false
  const lookNow = (): void => {
    if (looking) {
      isToldMeanwhile = true
      return
    }
    isToldMeanwhile = false
    looking = look()
      .catch((err: unknown) => log.warn({ err }, 'Could not ask which masquerades have ended'))
      .finally(() => {
        looking = undefined
        if (isToldMeanwhile) lookNow()
      })
  }
  const beat = () => {
    rounds += 1
    if (rounds % beatsEvery === 0)
      for (const streams of followed.values()) for (const stream of streams) stream.send('beat', '', {})
  }
  const poll = () => {
    polling = undefined
    if (followed.size === 0) return
    lookNow()
    beat()
    pollAgain()
  }
  const pollAgain = () => {
    polling ??= setTimeout(poll, viewPollMs).unref()
  }
  let isListening = false
  const listen = () => {
    if (isListening) return
    isListening = true
    // Looks after each reconnect too: notices may have been missed.
    worker.listen('views_may_end', lookNow, lookNow).catch((err: unknown) => {
      isListening = false
      log.warn({ err }, 'Open views cannot listen to PostgreSQL and poll instead')
    })
  }

  app.get(
    viewStreamPath,
    { config: { action: 'portal:open' }, exposeHeadRoute: false },
    async (request, response) => {
      const incomingRequest = incoming(request, http)
      if (incomingRequest.site !== 'view') throw new Refusal('not-found')
      listen()
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
      // The masquerade may have ended between the look-up and the first notice of this stream.
      lookNow()
      pollAgain()
    },
  )
  app.addHook('preClose', async () => {
    clearTimeout(polling)
    for (const streams of followed.values()) for (const stream of streams) stream.end()
    followed.clear()
  })
}
