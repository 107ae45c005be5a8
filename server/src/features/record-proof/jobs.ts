import { job } from '#worker/job.ts'
import { alertOfPlaces } from './alert-of-places.ts'
import { addNightlyVerification } from './queries.ts'
import { runVerification } from './run-verification.ts'

/** Verifies the record every night, and when a security officer asks for it. */
export const verifyTheRecord = job({
  name: 'verify-record',
  everyMs: 30_000,
  channel: 'record-verification',
  run: async ({ pool, grant, installation, signal }) => {
    await addNightlyVerification(pool, grant, { timeZone: installation.timeZone })
    await alertOfPlaces(pool, grant, installation.record.places)
    const work = { pool, grant, settings: installation.record, signal }
    while (!signal.aborted && (await runVerification(work)));
  },
})
