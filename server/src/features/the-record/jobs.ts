import type { Job } from '#worker/job.ts'
import { makeRecordPartitions as makePartitions } from './queries.ts'

/** Makes the record's partitions of this month and the next. */
export const makeRecordPartitions: Job = {
  name: 'make-record-partitions',
  everyMs: 24 * 60 * 60_000,
  run: async ({ pool }) => {
    await makePartitions(pool, {})
  },
}
