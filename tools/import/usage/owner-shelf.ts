import type { Sql } from '@porchlight/server/database/sql.ts'
import type { Period, StoredPeriod } from '@porchlight/server/features/usage/stored/merge-periods.ts'
import { mergePeriod } from '@porchlight/server/features/usage/stored/merge-periods.ts'
import {
  type AsideSlot,
  isEmpty,
  type LayerKey,
  type MonthLayer,
} from '@porchlight/server/features/usage/stored/month-layer.ts'
import type { LayerShelf } from '@porchlight/server/features/usage/stored/store-layers.ts'
import { layerOfRow, rowOfLayer } from '@porchlight/server/features/usage/stored/stored-row.ts'

/** Which format the readings came in, as the tables name it. */
export type Source = 'green-button' | 'nem' | 'csv'

/** Returns the months of a service point, read and written in the transaction of `sql`. */
export function ownerShelf(sql: Sql, servicePointId: number, source: Source): LayerShelf {
  return {
    async read({ channel, register, month }) {
      const key = { channel, register, month }
      const date = `${month}-01`
      const current =
        await sql`SELECT extract(epoch FROM starts_at)::bigint AS starts_at, interval_minutes, packed, qualities, set_aside
        FROM usage_months WHERE service_point_id = ${servicePointId} AND channel = ${channel} AND register = ${register}
          AND month = ${date} ORDER BY interval_minutes FOR UPDATE`
      const revisions =
        await sql`SELECT extract(epoch FROM starts_at)::bigint AS starts_at, interval_minutes, packed, qualities
        FROM usage_revisions WHERE service_point_id = ${servicePointId} AND channel = ${channel} AND register = ${register}
          AND month = ${date} ORDER BY revision`
      return {
        current: current.map((row) => storedLayer(key, row)),
        revisions: revisions.map((row) => storedLayer(key, row)),
      }
    },
    async writeCurrent(layer) {
      const row = rowOfLayer(layer)
      const date = `${row.month}-01`
      if (isEmpty(layer)) {
        await sql`DELETE FROM usage_months WHERE service_point_id = ${servicePointId} AND channel = ${row.channel}
          AND month = ${date} AND register = ${row.register} AND interval_minutes = ${row.intervalMinutes}`
        return
      }
      const aside = row.setAside && JSON.stringify(row.setAside)
      await sql`INSERT INTO usage_months (service_point_id, channel, register, month, starts_at, interval_minutes, packed, qualities,
          set_aside, total, source, stored_at)
        VALUES (${servicePointId}, ${row.channel}, ${row.register}, ${date}, to_timestamp(${row.startsAt}), ${row.intervalMinutes},
          ${row.packed}, ${row.qualities}, ${aside}::text::jsonb, ${row.total}, ${source}, current_instant())
        ON CONFLICT (service_point_id, channel, month, register, interval_minutes) DO UPDATE SET packed = excluded.packed,
          qualities = excluded.qualities, set_aside = excluded.set_aside, total = excluded.total, source = excluded.source,
          stored_at = excluded.stored_at`
    },
    async addRevision(layer) {
      const row = rowOfLayer(layer)
      await sql`INSERT INTO usage_revisions (service_point_id, channel, register, month, starts_at, interval_minutes, revision, packed,
          qualities, total, source, stored_at)
        SELECT ${servicePointId}, ${row.channel}, ${row.register}, ${`${row.month}-01`}::date, to_timestamp(${row.startsAt}),
          ${row.intervalMinutes}, COALESCE(max(revision), 0) + 1, ${row.packed}, ${row.qualities}, ${row.total}::bigint, ${source},
          current_instant()
        FROM usage_revisions WHERE service_point_id = ${servicePointId} AND channel = ${row.channel}
          AND register = ${row.register} AND month = ${`${row.month}-01`} AND interval_minutes = ${row.intervalMinutes}`
    },
  }
}

function storedLayer(key: LayerKey, row: Record<string, unknown>): MonthLayer {
  return layerOfRow({
    ...key,
    startsAt: Number(row.startsAt),
    intervalMinutes: Number(row.intervalMinutes),
    packed: row.packed as Uint8Array,
    qualities: row.qualities as Uint8Array | null,
    setAside: (row.setAside ?? null) as AsideSlot[] | null,
  })
}

/** Stores billing periods in the transaction of `sql`. @returns how many are new */
export async function storePeriods(
  sql: Sql,
  servicePointId: number,
  periods: readonly Period[],
  source: Source,
): Promise<number> {
  if (periods.length === 0) return 0
  const rows =
    await sql`SELECT usage_period_id, channel, register, extract(epoch FROM starts_at)::bigint AS starts_at,
      extract(epoch FROM ends_at)::bigint AS ends_at, total, quality, raw, is_revised
    FROM usage_periods WHERE service_point_id = ${servicePointId} FOR UPDATE`
  const stored: StoredPeriod[] = rows.map((row) => ({
    id: Number(row.usagePeriodId),
    channel: row.channel === 'received' ? 'received' : 'delivered',
    register: String(row.register),
    startsAt: Number(row.startsAt),
    endsAt: Number(row.endsAt),
    total: row.total === null ? null : Number(row.total),
    quality: Number(row.quality),
    raw: row.raw === null ? null : Number(row.raw),
    isRevised: row.isRevised === true,
  }))
  let changed = 0
  for (const period of periods) {
    const { revises, isNew } = mergePeriod(stored, period)
    if (!isNew) continue
    changed += 1
    if (revises.length > 0)
      await sql`UPDATE usage_periods SET is_revised = true WHERE usage_period_id = ANY (${revises})`
    const [row] =
      await sql`INSERT INTO usage_periods (service_point_id, channel, register, starts_at, ends_at, total, quality, raw,
        source, stored_at)
      VALUES (${servicePointId}, ${period.channel}, ${period.register}, to_timestamp(${period.startsAt}),
        to_timestamp(${period.endsAt}), ${period.total}, ${period.quality}, ${period.raw}, ${source}, current_instant())
      RETURNING usage_period_id`
    for (const [nth, one] of stored.entries())
      if (revises.includes(one.id)) stored[nth] = { ...one, isRevised: true }
    stored.push({ ...period, id: Number(row?.usagePeriodId), isRevised: false })
  }
  return changed
}
