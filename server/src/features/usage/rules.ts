import { addMonths, dateOfDay, dayOfDate, firstDayOfMonth, monthOfDay } from './calendar-day.ts'
import { localClock } from './local-clock.ts'
import { DAY_MINUTES, type SlotRun } from './slot-run.ts'

/** How much of a day or month was measured: `missing` has no reading at all. */
export type Completeness = 'complete' | 'partial' | 'missing'

/** What was used on one utility-local day. */
export interface DayTotal {
  /** `YYYY-MM-DD`. */
  readonly date: string
  /** Sum of the readings there are, base unit (Wh, mL). */
  readonly total: number
  readonly readings: number
  /** Slots the day has: 23, 24 or 25 when hourly. */
  readonly expected: number
  readonly completeness: Completeness
}

/** What was used in one utility-local calendar month. */
export interface MonthTotal {
  /** `YYYY-MM`. */
  readonly month: string
  readonly total: number
  /** Days of the month by the calendar, and of them those measured in full and in part. */
  readonly days: number
  readonly completeDays: number
  readonly partialDays: number
  readonly completeness: Completeness
}

function completeness(present: number, expected: number): Completeness {
  if (present === 0) return 'missing'
  return present < expected ? 'partial' : 'complete'
}

/**
 * Returns the total of each local day from the first to the last day of the runs, in order; days between two runs are
 * `missing`. A slot counts for the day in which it starts. Runs may share a day but not a slot.
 * @param timeZone IANA name of the utility's time zone.
 */
export function dayTotals(runs: readonly SlotRun[], timeZone: string): DayTotal[] {
  const clock = localClock(timeZone)
  const sums = new Map<number, { total: number; readings: number; interval: number }>()
  for (const run of runs) {
    const seconds = run.intervalMinutes * 60
    const firstDay = clock.dayOf(run.startsAt)
    let day = firstDay
    let dayEnds = clock.startOfDay(day + 1)
    let sum: { total: number; readings: number; interval: number } | undefined
    let sumDay = Number.NaN
    for (let slot = 0; slot < run.values.length; slot += 1) {
      if (run.intervalMinutes === DAY_MINUTES) day = firstDay + slot
      else {
        const at = run.startsAt + slot * seconds
        while (at >= dayEnds) {
          day += 1
          dayEnds = clock.startOfDay(day + 1)
        }
      }
      if (!sum || day !== sumDay) {
        sumDay = day
        sum = sums.get(day) ?? { total: 0, readings: 0, interval: run.intervalMinutes }
        sums.set(day, sum)
      }
      const value = run.values[slot] ?? null
      if (value === null) continue
      sum.total += value
      sum.readings += 1
    }
  }
  if (sums.size === 0) return []
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const day of sums.keys()) [first, last] = [Math.min(first, day), Math.max(last, day)]
  let interval = sums.get(first)?.interval ?? 60
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const day = first + index
    const { total, readings } = sums.get(day) ?? { total: 0, readings: 0 }
    interval = sums.get(day)?.interval ?? interval
    const length = (clock.startOfDay(day + 1) - clock.startOfDay(day)) / 60
    const expected = interval === DAY_MINUTES ? 1 : Math.round(length / interval)
    return { date: dateOfDay(day), total, readings, expected, completeness: completeness(readings, expected) }
  })
}

/**
 * Returns the total of each calendar month from the first given day to the last, in order. A month is `partial` if it has only
 * begun, or if the readings begin in it.
 */
export function monthTotals(days: readonly DayTotal[]): MonthTotal[] {
  const months = new Map<string, { total: number; complete: number; partial: number }>()
  for (const day of days) {
    const month = day.date.slice(0, 7)
    const sum = months.get(month) ?? { total: 0, complete: 0, partial: 0 }
    months.set(month, sum)
    sum.total += day.total
    if (day.completeness === 'complete') sum.complete += 1
    else if (day.completeness === 'partial') sum.partial += 1
  }
  return [...months].map(([month, { total, complete, partial }]) => {
    const length = firstDayOfMonth(addMonths(month, 1)) - firstDayOfMonth(month)
    const measured = partial > 0 && complete === 0 ? 'partial' : completeness(complete, length)
    return {
      month,
      total,
      days: length,
      completeDays: complete,
      partialDays: partial,
      completeness: measured,
    }
  })
}

/** Returns the day of most use among those measured in full, the earliest of equals; undefined when there is none. */
export function highestDay(days: readonly DayTotal[]): DayTotal | undefined {
  let highest: DayTotal | undefined
  for (const day of days) {
    if (day.completeness === 'complete' && (!highest || day.total > highest.total)) highest = day
  }
  return highest
}

/** Returns the mean of the days measured in full, base unit, not rounded; undefined when there is none. */
export function averageDay(days: readonly DayTotal[]): number | undefined {
  const complete = days.filter((day) => day.completeness === 'complete')
  if (complete.length === 0) return undefined
  return complete.reduce((sum, day) => sum + day.total, 0) / complete.length
}

/** Where the first day from a date or month on stands among days that are in order. */
function firstFrom(days: readonly DayTotal[], date: string): number {
  let [low, high] = [0, days.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((days[middle]?.date ?? '') < date) low = middle + 1
    else high = middle
  }
  return low
}

/** Returns the days of a month (of days in order), every one of them by the calendar: those without readings are `missing`. */
export function daysOfMonth(days: readonly DayTotal[], month: string): DayTotal[] {
  const totals = new Map<string, DayTotal>()
  for (let at = firstFrom(days, month); days[at]?.date.startsWith(month); at += 1) {
    const day = days[at]
    if (day) totals.set(day.date, day)
  }
  const first = firstDayOfMonth(month)
  const dates: DayTotal[] = []
  for (let day = first; monthOfDay(day) === month; day += 1) {
    const date = dateOfDay(day)
    dates.push(totals.get(date) ?? { date, total: 0, readings: 0, expected: 0, completeness: 'missing' })
  }
  return dates
}

/** Returns the number of whole days from one date to a later one, both counted. @throws RangeError for text that is no date. */
export function daysBetween(from: string, to: string): number {
  return dayOfDate(to) - dayOfDate(from) + 1
}
