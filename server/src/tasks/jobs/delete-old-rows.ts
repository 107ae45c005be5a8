import { deleteOldDeliveries } from '../cis/queries.ts'
import type { Job } from './job.ts'
import { deleteOldAttempts, deleteOldMessages, deleteOldOpenings } from './queries.ts'

/**
 * Deletes what has served: counters of attempts after a day, mail that was sent and what the CIS was told of tasks that are over
 * after 90 days, what a CSR opened after an
 * hour (the record keeps it).
 */
export const deleteOldRows: Job = {
  name: 'delete-old-rows',
  everyMs: 60 * 60_000,
  run: async ({ pool }) => {
    await deleteOldAttempts(pool, {})
    await deleteOldMessages(pool, {})
    await deleteOldDeliveries(pool, {})
    await deleteOldOpenings(pool, {})
  },
}
