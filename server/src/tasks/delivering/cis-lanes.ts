import { waitMs } from '#worker/backoff.ts'
import { type Job, job } from '#worker/job.ts'
import { deliverNext } from './deliver-next.ts'
import { nextDelivery } from './queries.ts'

/** How many calls a worker has under way at once: one that takes long holds up its own account, and its lane. */
const lanes = 4

/** With the CIS gone, how long until it is asked again. */
const asking = { mostAttempts: Number.POSITIVE_INFINITY, firstMs: 1_000, longestMs: 30_000 }

/**
 * The jobs that tell the CIS of finished tasks. While it is not to be had they all wait: one of them asks again after a while,
 * and what waits goes on when it is back.
 */
export function cisLanes(): Job[] {
  let timesGone = 0
  let goneUntil = 0
  const waitLeft = () => Math.max(goneUntil - Date.now(), 0)

  const laneJob = (lane: number): Job =>
    job({
      name: 'tell-cis',
      lane,
      everyMs: 15_000,
      channel: 'cis_deliveries',
      run: async (tools) => {
        const { cis } = tools.installation
        while (cis && !tools.signal.aborted && waitLeft() === 0) {
          const answer = await deliverNext(tools, cis)
          if (answer === undefined) return
          if (answer.outcome === 'unavailable') {
            timesGone += 1
            goneUntil = Date.now() + Math.max(waitMs(asking, timesGone), answer.retryAfterMs ?? 0)
          } else {
            timesGone = 0
            goneUntil = 0
          }
        }
      },
      nextInMs: async ({ pool }) => {
        if (waitLeft() > 0) return waitLeft()
        return (await nextDelivery.first(pool, {}))?.inMs
      },
    })
  return Array.from({ length: lanes }, (_, index) => laneJob(index + 1))
}
