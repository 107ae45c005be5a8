import { randomUUID } from 'node:crypto'
import { leafOfEntry, sealedLines } from '#features/the-record/index.ts'
import { waitMs } from '#worker/backoff.ts'
import type { JobWork } from '#worker/job.ts'
import { projectVersion } from '../../project-folder.ts'
import { cefEvent } from './cef-event.ts'
import { ocsfEvent } from './ocsf-event.ts'
import { advanceStream, claimBatch, noteStreamFailure } from './queries.ts'
import { type Batch, sendBatch } from './send-batch.ts'
import { destinationOf, type StreamSettings } from './settings.ts'
import { syslogFrame } from './syslog-message.ts'

/** Lines in a batch: about a megabyte. */
const mostLines = 500
/** A process that dies with a batch in hand is given up after this time: longer than a collector may take. */
const leaseSeconds = 30
/** Soon at first, since an outage of a collector is mostly its restart. */
const retries = { firstMs: 1_000, longestMs: 60_000 }

type Work = JobWork<'stream-record'>

/** Sends the next batch, if there is one that is due. Returns whether there may be more. */
export async function streamBatch(work: Work, settings: StreamSettings): Promise<boolean> {
  const { pool, grant, installation, signal } = work
  const leaseBy = randomUUID()
  const claimed = await claimBatch.first(pool, grant, { leaseBy, seconds: leaseSeconds, most: mostLines })
  if (!claimed) return false
  const { nextIndex: from, pendingTo: to, failures } = claimed
  try {
    const batch = await readBatch(work, settings, from, to)
    if (batch.frames.length > 0) await sendBatch(settings.collector, batch, signal)
  } catch (error) {
    const failure = (error as Error).message.slice(0, 500)
    const waitSeconds = waitMs(retries, failures + 1) / 1_000
    await noteStreamFailure(pool, grant, { leaseBy, failure, waitSeconds })
    if (!signal.aborted && failures === 0)
      installation.log.warn(
        { err: error, destination: destinationOf(settings.collector) },
        'the collector did not acknowledge lines of the record; they are sent again',
      )
    return false
  }
  await advanceStream(pool, grant, { leaseBy, from })
  return to - from >= mostLines
}

async function readBatch(
  { pool, installation }: Work,
  { hasValues, collector }: StreamSettings,
  from: number,
  to: number,
): Promise<Batch> {
  const { origin } = installation.record
  const stream = { origin, version: projectVersion(), hasValues }
  const host = new URL(installation.origins.desk).hostname
  const json: string[] = []
  const frames: string[] = []
  for (const line of await sealedLines(pool, { from, to })) {
    const leaf = leafOfEntry(line)
    if (collector.kind === 'syslog' && collector.format === 'cef') {
      frames.push(syslogFrame(line, host, cefEvent(line, leaf, stream)))
      continue
    }
    const text = JSON.stringify(ocsfEvent(line, leaf, stream))
    json.push(text)
    frames.push(syslogFrame(line, host, text))
  }
  return { key: `${origin}/${from}-${to}`, from, to, json, frames }
}
