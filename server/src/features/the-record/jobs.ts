import { job } from '#worker/job.ts'
import { makeRecordPartitions as makePartitions } from './queries.ts'
import { sealRecord as seal } from './seal.ts'
import { keepNewestCheckpoint } from './second-place.ts'

/** Makes the record's partitions of this month and the next. */
export const makeRecordPartitions = job({
  name: 'make-record-partitions',
  everyMs: 24 * 60 * 60_000,
  run: async ({ pool, grant }) => {
    await makePartitions(pool, grant)
  },
})

/** Gives new entries their places in the tree, once a second. */
export const sealRecord = job({
  name: 'seal-record',
  everyMs: 1_000,
  run: async ({ pool, grant, installation, signal }) => {
    await seal(pool, grant, installation.record.signing(), signal)
  },
})

/** Takes the newest checkpoint to each second place, once a minute. */
export const keepCheckpoint = job({
  name: 'keep-checkpoint',
  everyMs: 60_000,
  run: async ({ pool, grant, installation, signal }) => {
    const failures: unknown[] = []
    const signer = installation.record.signing().signers.at(-1)
    // A place that is away holds up no other.
    for (const place of installation.record.places)
      await keepNewestCheckpoint(pool, grant, place, signal, signer).catch((error) => failures.push(error))
    if (failures.length > 0) throw failures[0]
  },
})
