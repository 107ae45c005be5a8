import type { Pool } from '#database/sql.ts'
import { dayOfDate } from '#features/usage/calendar-day.ts'
import { localClock } from '#features/usage/local-clock.ts'
import { packMonths } from '#features/usage/pack-months.ts'

const timeZone = 'America/Los_Angeles'

/** Hourly readings for a test: one value for each hour of a local day; null is a gap. */
export type TestUsage = {
  servicePointId: number
  channel?: 'delivered' | 'received'
  /** The first and the last local day, both included. */
  from: string
  until: string
  hour: (date: string) => number | null
}

/** Returns the service point of an account of the small town. */
export async function servicePointOf(owner: Pool, accountId: number): Promise<number> {
  const [row] = await owner`SELECT sap.service_point_id FROM service_agreements
    JOIN service_agreement_points sap USING (service_agreement_id) WHERE account_id = ${accountId}`
  return Number(row?.servicePointId)
}

/** Stores readings as the meter reports them. */
export async function addUsage(owner: Pool, usage: TestUsage): Promise<void> {
  const { servicePointId, channel = 'delivered', from, until, hour } = usage
  const clock = localClock(timeZone)
  const startsAt = clock.startOfDay(dayOfDate(from))
  const hours = (clock.startOfDay(dayOfDate(until) + 1) - startsAt) / 3600
  const values = Array.from({ length: hours }, (_, index) => {
    const day = clock.dayOf(startsAt + index * 3600)
    return hour(new Date(day * 86_400_000).toISOString().slice(0, 10))
  })
  const of = { servicePointId: String(servicePointId), channel }
  for (const month of packMonths(of, { startsAt, intervalMinutes: 60, values }, timeZone))
    await owner`INSERT INTO usage_months (service_point_id, channel, month, starts_at, interval_minutes, packed, total, source)
      VALUES (${servicePointId}, ${channel}, ${`${month.month}-01`}, to_timestamp(${month.startsAt}), 60, ${month.packed},
        ${month.total}, 'meter')`
}
