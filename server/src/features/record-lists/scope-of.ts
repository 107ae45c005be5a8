import type { RecordFilters } from '@porchlight/contract/record-lists.ts'
import type { Sql } from '#database/sql.ts'
import { refuseField } from '#policy/refusal.ts'
import { timeOfEntry } from './queries.ts'

type Paged = RecordFilters & { before?: number | undefined; most: number }

/** Returns the filters as the statements take them. Refuses a page behind a line that does not exist. */
export async function scopeOf(sql: Sql, paged: Paged, timeZone: string) {
  const { before, event, place, purposeKind, from, to, most } = paged
  const last = before === undefined ? undefined : await timeOfEntry.first(sql, { recordEntryId: before })
  if (before !== undefined && !last) throw refuseField('before', 'not-valid')
  return {
    before: before ?? null,
    beforeAt: last?.at ?? null,
    event: event ?? null,
    place: place ?? null,
    purposeKind: purposeKind || null,
    from: from ?? null,
    to: to ?? null,
    timeZone,
    most,
  }
}
