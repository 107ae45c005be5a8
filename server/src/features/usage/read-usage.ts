import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import type { Sql } from '#database/sql.ts'
import { addMonths, monthsUntil } from './calendar-day.ts'
import { estimatedDays, highestHours } from './day-slots.ts'
import { usageBounds } from './queries.ts'
import { readBillingPeriods } from './read-billing-periods.ts'
import { newestReading, readHistory } from './read-history.ts'
import type { DayTotal } from './rules.ts'
import type { AccountServicePoint } from './service-points.ts'
import {
  changeOver,
  highestPeriod,
  markEstimated,
  shownDays,
  shownMonths,
  shownUnits,
  windowWith,
} from './shown-periods.ts'

type Chosen = NonNullable<Response<Api['readUsage']>['chosen']>
export type Wanted = {
  accountId: number
  timeZone: string
  month?: string | undefined
  until?: string | undefined
}

const YEAR = 12

/** Returns the usage of one service point: twelve months up to `until`, or the days of `month`. */
export async function readUsageOf(sql: Sql, point: AccountServicePoint, wanted: Wanted): Promise<Chosen> {
  const { servicePointId, serviceType, cover } = point
  const { accountId, timeZone, month = null } = wanted
  const end = month ?? wanted.until ?? null
  const { newest, earlier, later } = await usageBounds.one(sql, {
    accountId,
    servicePointId,
    until: end && `${end}-01`,
    months: month ? 1 : YEAR,
  })
  const { unit, size } = shownUnits[serviceType]
  const periodsRead = await readBillingPeriods(sql, { accountId, servicePointId, timeZone, size })
  const none = { servicePointId, serviceType, unit, month, billingPeriods: periodsRead } as const
  if (newest === null) return { ...none, ...nothing }

  const until = month ? windowWith(month, wanted.until ?? newest) : (wanted.until ?? newest)
  const shown = month ? [month] : monthsUntil(until, YEAR)
  const history = await readHistory(sql, { servicePointId, cover, timeZone }, [...shown, newest])
  const estimated = estimatedDays(history.rows, timeZone)
  const periodsOf = (days: readonly DayTotal[]) =>
    markEstimated(month ? shownDays(days, month, size) : shownMonths(days, until, YEAR, size), estimated)
  const periods = periodsOf(history.delivered)
  return {
    ...none,
    periods,
    received: history.received.length > 0 ? periodsOf(history.received) : [],
    totalAmount: periods.reduce((sum, { amount }) => sum + (amount ?? 0), 0),
    changePercent: changeOver(history.delivered, shown),
    highest: highestPeriod(periods),
    until,
    previous: earlier,
    next: nextShown(later, month, newest),
    newestReadingOn: newestReading(history),
    highestHours: month
      ? highestHours(history.rows, month, timeZone, cover, 3).map(({ startsAt, total }) => ({
          startsAt: new Date(startsAt * 1000).toISOString(),
          amount: total / size,
        }))
      : [],
  }
}

/** Later readings: the next month of days, or twelve months that begin with it, but not beyond the newest. */
function nextShown(later: string | null, month: string | null, newest: string): string | null {
  if (later === null || month) return later
  const end = addMonths(later, YEAR - 1)
  return end < newest ? end : newest
}

const nothing = {
  periods: [],
  received: [],
  totalAmount: 0,
  changePercent: null,
  highest: null,
  until: null,
  previous: null,
  next: null,
  newestReadingOn: null,
  highestHours: [],
}
