import { job } from '#worker/job.ts'
import { followSettings } from './follow-settings.ts'
import { streamBatch } from './stream-batch.ts'

/** Streams sealed lines of the record to the collector, in their order, each batch when the one before is acknowledged. */
export const streamRecord = job({
  name: 'stream-record',
  everyMs: 1_000,
  run: async (work) => {
    const settings = work.installation.recordStream
    await followSettings(work, settings)
    if (!settings) return
    while (!work.signal.aborted && (await streamBatch(work, settings)));
  },
})
