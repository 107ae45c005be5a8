import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import type { Sql } from '#database/sql.ts'
import { dateOfDay, dayOfDate, monthOfDay } from './calendar-day.ts'
import { daySlots, isDoubtful, type Step, type UsageRow } from './day-slots.ts'
import { localClock } from './local-clock.ts'
import { unpackMonth } from './pack-months.ts'
import { usageMonths } from './queries.ts'
import { type AccountServicePoint, isCovered } from './service-points.ts'
import { shownUnits } from './shown-periods.ts'
import { slotStart } from './slot-run.ts'

type Day = NonNullable<Response<Api['readUsageDay']>['chosen']>

/** Reads one day of a service point, hour by hour or reading by reading. A day that the account did not have the service is empty. */
export async function readDayOf(
  sql: Sql,
  { servicePointId, serviceType, address, cover }: AccountServicePoint,
  { date, step, timeZone }: { date: string; step: Step; timeZone: string },
): Promise<Day> {
  const day = dayOfDate(date)
  const clock = localClock(timeZone)
  const months = [...new Set([day - 1, day, day + 1].map(monthOfDay))]
  const rows = await usageMonths(sql, { servicePointId, months })
  const slots = isCovered(date, cover) ? daySlots(rows, date, timeZone, step) : []
  const { unit, size } = shownUnits[serviceType]
  const shown = slots.map((slot) => ({
    startsAt: new Date(slot.startsAt * 1000).toISOString(),
    minutes: slot.minutes,
    amount: slot.value === null ? null : slot.value / size,
    received: slot.received === null ? null : slot.received / size,
    quality: slot.quality,
    isPartial: slot.isPartial,
    hasSetAside: slot.hasSetAside,
  }))
  const total = (of: (slot: (typeof shown)[number]) => number | null) =>
    shown.reduce((sum, slot) => sum + (of(slot) ?? 0), 0)
  const hasReceived = shown.some(({ received }) => received !== null)
  const highest = shown.reduce<(typeof shown)[number] | undefined>(
    (top, slot) => ((slot.amount ?? 0) > (top?.amount ?? 0) ? slot : top),
    undefined,
  )
  return {
    servicePointId,
    serviceType,
    address,
    unit,
    date,
    hours: (clock.startOfDay(day + 1) - clock.startOfDay(day)) / 3600,
    slots: shown,
    totalAmount: total(({ amount }) => amount),
    receivedAmount: hasReceived ? total(({ received }) => received) : null,
    highest: highest?.amount
      ? { startsAt: highest.startsAt, minutes: highest.minutes, amount: highest.amount }
      : null,
    doubtful: slots.filter(({ quality }) => isDoubtful(quality)).length,
    hasShorter: step === 'hour' && rows.some((row) => row.intervalMinutes < 60),
    previous: hasReadings(rows, day - 1, timeZone, cover, -1) ? dateOfDay(day - 1) : null,
    next: hasReadings(rows, day + 1, timeZone, cover, 1) ? dateOfDay(day + 1) : null,
  }
}

/** Returns whether the loaded rows have a reading on a day, or beyond it: a gap of a day is a page to go through. */
function hasReadings(
  rows: readonly UsageRow[],
  day: number,
  timeZone: string,
  cover: AccountServicePoint['cover'],
  way: -1 | 1,
): boolean {
  if (!isCovered(dateOfDay(day), cover)) return false
  const clock = localClock(timeZone)
  return rows.some((row) => {
    const run = unpackMonth(row)
    return Array.from(run.values).some((value, slot) => {
      if (value === null) return false
      const at = clock.dayOf(slotStart(run, slot, clock))
      return way < 0 ? at <= day : at >= day
    })
  })
}
