import { randomUUID } from 'node:crypto'
import type { Sql } from '@porchlight/server/database/sql.ts'
import type { LocalClock } from '@porchlight/server/features/usage/local-clock.ts'
import type { PackedMonth } from '@porchlight/server/features/usage/packed-month.ts'
import { joinMonths, refusing } from './join-months.ts'

/**
 * Writes months in the transaction of `sql`, and a line of the record when they changed anything. What was imported last
 * stands; slots that it has no reading for keep theirs, whatever the intervals (see `joinMonths`).
 * @param onMonth called after each with how many are done.
 * @returns how many months differ from what was stored: 0 when the same file comes again.
 */
export async function storeMonths(
  sql: Sql,
  months: readonly PackedMonth[],
  clock: LocalClock,
  onMonth: (done: number) => void,
): Promise<number> {
  let changed = 0
  for (const [index, month] of months.entries()) {
    if (await storeMonth(sql, month, clock)) changed += 1
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

async function storeMonth(sql: Sql, month: PackedMonth, clock: LocalClock): Promise<boolean> {
  const { servicePointId, channel, startsAt } = month
  const date = `${month.month}-01`
  const [stored] = await sql`SELECT interval_minutes, packed, total FROM usage_months
    WHERE service_point_id = ${servicePointId} AND channel = ${channel} AND month = ${date} FOR UPDATE`
  const before = stored && {
    startsAt,
    intervalMinutes: Number(stored.intervalMinutes),
    packed: stored.packed,
  }
  const { intervalMinutes, packed, total } = before
    ? refusing(() => joinMonths(before, month, clock), month)
    : month
  const isSame = before?.intervalMinutes === intervalMinutes && stored?.total === total
  if (isSame && Buffer.compare(before.packed, packed) === 0) return false
  await sql`INSERT INTO usage_months (service_point_id, channel, month, starts_at, interval_minutes, packed, total, source)
    VALUES (${servicePointId}, ${channel}, ${date}, to_timestamp(${startsAt}), ${intervalMinutes}, ${packed}, ${total},
      'green-button')
    ON CONFLICT (service_point_id, channel, month) DO UPDATE SET starts_at = excluded.starts_at,
      interval_minutes = excluded.interval_minutes, packed = excluded.packed, total = excluded.total,
      source = excluded.source`
  return true
}
