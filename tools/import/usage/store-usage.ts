import { randomUUID } from 'node:crypto'
import type { Sql } from '@porchlight/server/database/sql.ts'
import type { LocalClock } from '@porchlight/server/features/usage/local-clock.ts'
import { MeterDataRefused, START } from '@porchlight/server/features/usage/meter-data/refused.ts'
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
  await refuseOtherRegisters(sql, servicePointId, layers)
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

/**
 * Refuses readings of named registers in a month that has readings without one, or the other way round: each may be all that the
 * meter measured, and both together would count it twice.
 */
async function refuseOtherRegisters(sql: Sql, servicePointId: number, layers: readonly MonthLayer[]) {
  const months = [...new Set(layers.map(({ month }) => `${month}-01`))]
  const rows =
    await sql`SELECT DISTINCT channel, register, to_char(month, 'YYYY-MM') AS month FROM usage_months
    WHERE service_point_id = ${servicePointId} AND month = ANY (${months}::date[])`
  for (const { channel, register, month } of layers) {
    const other = rows.find(
      (row) => row.channel === channel && row.month === month && (row.register === '') !== (register === ''),
    )
    if (other)
      throw new MeterDataRefused(
        'several-series',
        START,
        `${month} has readings of ${other.register === '' ? 'the whole meter' : `register ${other.register}`} already: those of ${register === '' ? 'the whole meter' : `register ${register}`} would count twice`,
      )
  }
}
