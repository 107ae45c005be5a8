import { randomUUID } from 'node:crypto'
import type { Sql } from '@porchlight/server/database/sql.ts'
import {
  type PackedMonth,
  packReadings,
  unpackReadings,
} from '@porchlight/server/features/usage/packed-month.ts'

/**
 * Writes months in the transaction of `sql`, and a line of the record when they changed anything. What was imported last
 * stands; slots that it has no reading for keep theirs, where the stored month has the same intervals.
 * @param onMonth called after each with how many are done.
 * @returns how many months differ from what was stored: 0 when the same file comes again.
 */
export async function storeMonths(
  sql: Sql,
  months: readonly PackedMonth[],
  onMonth: (done: number) => void,
): Promise<number> {
  let changed = 0
  for (const [index, month] of months.entries()) {
    if (await storeMonth(sql, month)) changed += 1
    onMonth(index + 1)
  }
  const [any] = months
  if (!any || changed === 0) return changed
  const entry = {
    event: 'changed',
    action: 'usage:import',
    actor_kind: 'system',
    correlation_id: randomUUID(),
    details: { servicePointId: Number(any.servicePointId), months: changed, source: 'green-button' },
  }
  await sql`SELECT append_record(${JSON.stringify([entry])}::text::jsonb)`
  return changed
}

async function storeMonth(sql: Sql, month: PackedMonth): Promise<boolean> {
  const { servicePointId, channel, startsAt, intervalMinutes } = month
  const date = `${month.month}-01`
  const [stored] = await sql`SELECT interval_minutes, packed, total FROM usage_months
    WHERE service_point_id = ${servicePointId} AND channel = ${channel} AND month = ${date} FOR UPDATE`
  const isSame = stored?.intervalMinutes === intervalMinutes
  const { packed, total } = isSame ? merged(month, stored.packed) : month
  if (isSame && stored.total === total && Buffer.compare(stored.packed, packed) === 0) return false
  await sql`INSERT INTO usage_months (service_point_id, channel, month, starts_at, interval_minutes, packed, total, source)
    VALUES (${servicePointId}, ${channel}, ${date}, to_timestamp(${startsAt}), ${intervalMinutes}, ${packed}, ${total},
      'green-button')
    ON CONFLICT (service_point_id, channel, month) DO UPDATE SET starts_at = excluded.starts_at,
      interval_minutes = excluded.interval_minutes, packed = excluded.packed, total = excluded.total,
      source = excluded.source`
  return true
}

function merged(month: PackedMonth, stored: Uint8Array): Pick<PackedMonth, 'packed' | 'total'> {
  const before = unpackReadings(stored)
  const values = unpackReadings(month.packed).map((value, slot) => value ?? before[slot] ?? null)
  const total = values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
  return { packed: packReadings(values), total }
}
