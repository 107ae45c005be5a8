import type { Sql } from '#database/sql.ts'
import { monthsUntil } from './calendar-day.ts'
import { newestUsage } from './queries.ts'
import { historyOf, newestReading } from './read-history.ts'
import { type Cover, isService } from './service-points.ts'
import { changeOver, shownMonths, shownUnits } from './shown-periods.ts'

/**
 * Reads the newest months with readings of the account's first service, each beside the same month a year before; null for an
 * account without readings. For pages that show usage at a glance.
 */
export async function readNewestMonths(
  sql: Sql,
  { accountId, timeZone, count }: { accountId: number; timeZone: string; count: number },
) {
  const rows = await newestUsage(sql, { accountId, count })
  const [row] = rows
  if (!row || !isService(row.serviceType)) return null
  const { servicePointId, serviceType, newest } = row
  const months = monthsUntil(newest, count)
  const history = historyOf(rows, { cover: row.cover as Cover[], timeZone })
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
