import { randomUUID } from 'node:crypto'
import type { Sql } from '@porchlight/server/database/sql.ts'
import type { LocalClock } from '@porchlight/server/features/usage/local-clock.ts'
import type { Period } from '@porchlight/server/features/usage/stored/merge-periods.ts'
import type { MonthLayer } from '@porchlight/server/features/usage/stored/month-layer.ts'
import { storeLayers } from '@porchlight/server/features/usage/stored/store-layers.ts'
import { ownerShelf, type Source, storePeriods } from './owner-shelf.ts'

type Usage = {
  servicePointId: number
  source: Source
  layers: readonly MonthLayer[]
  periods: readonly Period[]
  clock: LocalClock
  /** From 0 to 1. */
  onProgress(fraction: number): void
}

/**
 * Stores readings in the transaction of `sql`, and writes a line of the record if they changed anything.
 * @returns how many months and billing periods differ from what was stored: 0 when the same file comes again.
 */
export async function storeUsage(sql: Sql, usage: Usage): Promise<number> {
  const { servicePointId, source, layers, periods, clock, onProgress } = usage
  const shelf = ownerShelf(sql, servicePointId, source)
  const months = await storeLayers(shelf, layers, clock, (done) => onProgress(done / layers.length))
  const changed = months.size + (await storePeriods(sql, servicePointId, periods, source))
  if (changed === 0) return 0
  const entry = {
    event: 'changed',
    action: 'usage:import',
    actor_kind: 'system',
    correlation_id: randomUUID(),
    details: { servicePointId, months: changed, source },
  }
  await sql`SELECT append_record(${JSON.stringify([entry])}::text::jsonb)`
  return changed
}
