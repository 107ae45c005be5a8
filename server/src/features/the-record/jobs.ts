import { job } from '#worker/job.ts'
import { makeRecordPartitions as makePartitions } from './queries.ts'

/** Makes the record's partitions of this month and the next. */
export const makeRecordPartitions = job({
  name: 'make-record-partitions',
  everyMs: 24 * 60 * 60_000,
  run: async ({ pool, grant }) => {
    await makePartitions(pool, grant)
  },
})
