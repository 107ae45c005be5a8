import { deleteOldDeliveries } from '#tasks/delivering/queries.ts'
import type { Job } from './job.ts'
import {
  deleteOldAttempts,
  deleteOldFailures,
  deleteOldLinkNews,
  deleteOldMailedKeys,
  deleteOldMessages,
  deleteOldOpenings,
  deleteOldUnlinks,
  deleteOldVisitNews,
} from './queries.ts'

/**
 * Deletes what has served. After a day: counters of attempts. After 90 days: mail that was sent, keys that were mailed, what the
 * CIS was told of tasks that are over, what an unlink took,
 * news of links and of support visits that were told. After an hour: what a CSR opened (the record keeps it).
 */
export const deleteOldRows: Job = {
  name: 'delete-old-rows',
  everyMs: 60 * 60_000,
  run: async ({ pool }) => {
    await deleteOldAttempts(pool, {})
    await deleteOldFailures(pool, {})
    await deleteOldMessages(pool, {})
    await deleteOldDeliveries(pool, {})
    await deleteOldMailedKeys(pool, {})
    await deleteOldLinkNews(pool, {})
    await deleteOldVisitNews(pool, {})
    await deleteOldUnlinks(pool, {})
    await deleteOldOpenings(pool, {})
  },
}
