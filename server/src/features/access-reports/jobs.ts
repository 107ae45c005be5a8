import { inTransaction } from '#database/transaction.ts'
import { addCursors, claimCursor, moveCursor, nextBatch } from '#features/detectors/index.ts'
import { type JobWork, job } from '#worker/job.ts'
import { sumBatch } from './queries.ts'

const name = 'sums'
/** Leaves of the record in one transaction. */
const mostLeaves = 5_000

/** Adds the lines sealed since the last run to the daily sums of the reports. */
export const sumAccess = job({
  name: 'sum-access',
  everyMs: 1_000,
  run: async (work) => {
    await addCursors(work.pool, work.grant, { names: [name] })
    while (!work.signal.aborted && (await sumNext(work)));
  },
})

/** Adds one batch. The sums and the cursor commit together. Returns whether there is more. */
async function sumNext({ pool, grant, installation }: JobWork<'sum-access'>): Promise<boolean> {
  return inTransaction(
    pool,
    (sql) => claimCursor.first(sql, { detector: name }),
    async (sql, cursor) => {
      if (!cursor) return false
      const from = cursor.nextIndex
      const { to } = await nextBatch.one(sql, { from, most: mostLeaves, delayHours: 0 })
      if (to <= from) return false
      await sumBatch(sql, grant, { from, to, timeZone: installation.timeZone })
      await moveCursor(sql, grant, { detector: name, to })
      return to - from >= mostLeaves
    },
  )
}
