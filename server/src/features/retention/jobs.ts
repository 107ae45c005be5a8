import { setTimeout as sleep } from 'node:timers/promises'
import { retentionKindNames } from '@porchlight/contract/retention-kinds.ts'
import { job } from '#worker/job.ts'
import { addDailyRuns } from './queries.ts'
import { runBatch } from './run-batch.ts'

/** The longest pause between two batches, in milliseconds. */
const longestPauseMs = 1_000

/** Adds the daily runs, and works on those that are under way. It rests as long as it works, so that requests go first. */
export const deleteByRetention = job({
  name: 'retention',
  everyMs: 30_000,
  channel: 'retention',
  run: async ({ pool, grant, signal }) => {
    await addDailyRuns(pool, grant, { kinds: [...retentionKindNames], isNow: false })
    while (!signal.aborted) {
      const began = performance.now()
      if (!(await runBatch({ pool, grant }))) return
      const took = Math.min(longestPauseMs, performance.now() - began)
      await sleep(took, undefined, { signal }).catch(() => {})
    }
  },
})
