import type { Sql } from '#database/sql.ts'
import { dateOfDay } from './calendar-day.ts'
import { localClock } from './local-clock.ts'
import { qualityOf } from './meter-data/quality.ts'
import { billingPeriods } from './queries.ts'

type Wanted = { accountId: number; servicePointId: number; timeZone: string; size: number }

/** Reads what a meter measured from bill to bill, the newest first, in the unit that is shown (`size` base units). */
export async function readBillingPeriods(sql: Sql, { accountId, servicePointId, timeZone, size }: Wanted) {
  const clock = localClock(timeZone)
  const rows = await billingPeriods(sql, { accountId, servicePointId })
  return rows.map(({ channel, startsAt, endsAt, total, quality }) => {
    const first = clock.dayOf(startsAt)
    // A period that ends at midnight ends with the day before.
    const last = Math.max(first, clock.dayOf(endsAt - 1))
    return {
      startsOn: dateOfDay(first),
      endsOn: dateOfDay(last),
      days: Math.max(1, Math.round((endsAt - startsAt) / 86_400)),
      isReceived: channel === 'received',
      amount: total === null ? null : total / size,
      quality: qualityOf(quality),
    }
  })
}
