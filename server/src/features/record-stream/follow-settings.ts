import { randomUUID } from 'node:crypto'
import { inTransaction } from '#database/transaction.ts'
import { type Entry, record } from '#record/record.ts'
import type { JobWork } from '#worker/job.ts'
import { beginStream, changeStream, sealedSize, streamState } from './queries.ts'
import { destinationOf, type StreamSettings } from './settings.ts'

/**
 * Begins the stream, or brings it to the settings of this process. Either is a line of the record, in the same transaction; so is its
 * end, when the settings name no collector any more. What was sent before is not sent again to another collector.
 */
export async function followSettings(
  { pool, grant }: JobWork<'stream-record'>,
  settings: StreamSettings | null,
): Promise<void> {
  const wanted = settings && {
    destination: destinationOf(settings.collector),
    hasValues: settings.hasValues,
  }
  await inTransaction(
    pool,
    (sql) => streamState.first(sql, {}),
    async (sql, state) => {
      const tell = (entry: Omit<Entry, 'action'>) =>
        record(sql, { kind: 'system' }, randomUUID(), [{ action: 'job:stream-record', ...entry }])
      if (!state) {
        if (!settings || !wanted) return
        const { size } = await sealedSize.one(sql, {})
        const nextIndex = settings.from === 'now' ? size : 0
        const begun = await beginStream.first(sql, grant, { ...wanted, nextIndex })
        if (begun) await tell({ event: 'started', details: { ...wanted, nextIndex } })
        return
      }
      const { destination, hasValues, isOn } = state
      const next = { destination, hasValues, ...wanted, isOn: wanted !== null }
      if (next.destination === destination && next.hasValues === hasValues && next.isOn === isOn) return
      await changeStream(sql, grant, next)
      const event = !next.isOn ? 'ended' : isOn ? 'changed' : 'started'
      const before = { destinationBefore: destination, hasValuesBefore: hasValues }
      const details = { destination: next.destination, hasValues: next.hasValues }
      await tell({ event, details: { ...details, ...before } })
    },
  )
}
