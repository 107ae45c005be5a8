import { waitMs } from '#worker/backoff.ts'
import { type Job, job } from '#worker/job.ts'
import { deliverNext } from './deliver-next.ts'
import { nextDelivery } from './queries.ts'

/** In-flight calls per worker. A slow call delays its own account and its lane only. */
const lanes = 4

/** Delay before the next attempt while the CIS is down. */
const asking = { mostAttempts: Number.POSITIVE_INFINITY, firstMs: 1_000, longestMs: 30_000 }

/**
 * Declares the jobs that deliver finished tasks to the CIS. While the CIS is down all jobs wait; one of them retries after a delay,
 * and all continue when the CIS answers.
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
          const cisAnswer = await deliverNext(tools, cis)
          if (cisAnswer === undefined) return
          if (cisAnswer.outcome === 'unavailable') {
            timesGone += 1
            goneUntil = Date.now() + Math.max(waitMs(asking, timesGone), cisAnswer.retryAfterMs ?? 0)
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
