import { job } from '#worker/job.ts'
import { erasePersonBatch } from './queries.ts'

/** Rows in one transaction: few enough that nobody waits long for a lock. */
const batchSize = 500

/** Works the erasures that were asked for, batch by batch. A batch that is lost with its process is done again. */
export const erasePersons = job({
  name: 'erase-persons',
  everyMs: 5_000,
  channel: 'person_erasures',
  run: async ({ pool, grant, signal }) => {
    for (let isDone: boolean | null = false; isDone !== null && !signal.aborted; )
      ({ isDone } = await erasePersonBatch.one(pool, grant, { most: batchSize }))
  },
})
