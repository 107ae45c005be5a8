import { job } from '#worker/job.ts'
import { settleRestedSearches } from './queries.ts'

/** Writes the searches that came to rest, with no later one of their desk session to write them, into the record. */
export const settleSearches = job({
  name: 'settle-searches',
  everyMs: 1000,
  run: async ({ pool, grant }) => {
    await settleRestedSearches(pool, grant)
  },
})
