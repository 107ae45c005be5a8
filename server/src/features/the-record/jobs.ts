import { job } from '#worker/job.ts'
import { mailCheckpoints } from './places/mail-checkpoint.ts'
import { newestSignedSize } from './places/queries.ts'
import { inKeepingOrder, keepNewestCheckpoint } from './places/second-place.ts'
import { makeRecordPartitions as makePartitions } from './queries.ts'
import { sealRecord as seal } from './seal.ts'

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

/** Has the witnesses cosign the newest checkpoint, and takes it to each other place, once a minute. */
export const keepCheckpoint = job({
  name: 'keep-checkpoint',
  everyMs: 60_000,
  run: async ({ pool, grant, installation: { record }, signal }) => {
    const failures: unknown[] = []
    const { size } = await newestSignedSize.one(pool, {})
    const keeping = { signal, signer: record.signing().signers.at(-1), upTo: size ?? undefined }
    // A place that is away holds up no other.
    for (const place of inKeepingOrder(record.places))
      await keepNewestCheckpoint(pool, grant, place, keeping).catch((error) => failures.push(error))
    if (failures.length > 0) throw failures[0]
  },
})

/** Mails the newest checkpoint to the addresses of the setting, once a day. */
export const mailCheckpoint = job({
  name: 'mail-checkpoint',
  everyMs: 60_000,
  run: async ({ pool, grant, installation: { utilityName, origins, timeZone } }) =>
    mailCheckpoints(pool, grant, { utilityName, deskOrigin: origins.desk, timeZone }),
})
