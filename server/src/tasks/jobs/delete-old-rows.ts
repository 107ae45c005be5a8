import type { Job } from './job.ts'
import { deleteOldAttempts, deleteOldMessages } from './queries.ts'

/** Deletes what has served: counters of attempts after a day, mail that was sent after 90 days. */
export const deleteOldRows: Job = {
  name: 'delete-old-rows',
  everyMs: 60 * 60_000,
  run: async ({ pool }) => {
    await deleteOldAttempts(pool, {})
    await deleteOldMessages(pool, {})
  },
}
