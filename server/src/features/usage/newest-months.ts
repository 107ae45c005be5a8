import type { Sql } from '#database/sql.ts'
import { monthsUntil } from './calendar-day.ts'
import { usageBounds } from './queries.ts'
import { newestReading, readHistory } from './read-history.ts'
import { accountServicePoints } from './service-points.ts'
import { changeOver, shownMonths, shownUnits } from './shown-periods.ts'

/**
 * Reads the newest months with readings of the account's first service, each beside the same month a year before; null for an
 * account without readings. For pages that show usage at a glance.
 */
export async function readNewestMonths(
  sql: Sql,
  { accountId, timeZone, count }: { accountId: number; timeZone: string; count: number },
) {
  const points = await accountServicePoints(sql, accountId)
  const point = points.find(({ hasReadings }) => hasReadings)
  if (!point) return null
  const { servicePointId, serviceType, cover } = point
  const { newest } = await usageBounds.one(sql, { accountId, servicePointId, until: null, months: count })
  if (newest === null) return null
  const months = monthsUntil(newest, count)
  const history = await readHistory(sql, { servicePointId, cover, timeZone }, months)
  if (newestReading(history) === null) return null
  const { unit, size } = shownUnits[serviceType]
  return {
    servicePointId,
    serviceType,
    unit,
    months: shownMonths(history.delivered, newest, count, size),
    changePercent: changeOver(history.delivered, months),
  }
}
