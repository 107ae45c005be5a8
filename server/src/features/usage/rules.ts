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

/** What the readings of one day add up to. `interval`: the shortest of its readings, in minutes. */
type DaySum = { total: number; readings: number; measured: number; interval: number }

/**
 * Returns the total of each local day from the first to the last day of the runs, in order; days between two runs are
 * `missing`. A slot counts for the day in which it starts. Runs may share a day but not a slot, and may have intervals of different
 * lengths: a day is complete when they cover all of it.
 * @param timeZone IANA name of the utility's time zone.
 */
export function dayTotals(runs: readonly SlotRun[], timeZone: string): DayTotal[] {
  const clock = localClock(timeZone)
  const sums = new Map<number, DaySum>()
  const lengthOf = (day: number) => (clock.startOfDay(day + 1) - clock.startOfDay(day)) / 60
  let interval: number | undefined
  for (const run of runs) {
    const seconds = run.intervalMinutes * 60
    const isDaily = run.intervalMinutes === DAY_MINUTES
    const firstDay = clock.dayOf(run.startsAt)
    let day = firstDay
    let dayEnds = clock.startOfDay(day + 1)
    let sum: DaySum | undefined
    let sumDay = Number.NaN
    for (let slot = 0; slot < run.values.length; slot += 1) {
      if (isDaily) day = firstDay + slot
      else {
        const at = run.startsAt + slot * seconds
        while (at >= dayEnds) {
          day += 1
          dayEnds = clock.startOfDay(day + 1)
        }
      }
      if (!sum || day !== sumDay) {
        sumDay = day
        sum = sums.get(day) ?? { total: 0, readings: 0, measured: 0, interval: Number.POSITIVE_INFINITY }
        sums.set(day, sum)
      }
      const value = run.values[slot] ?? null
      if (value === null) continue
      sum.total += value
      sum.readings += 1
      sum.measured += isDaily ? lengthOf(day) : run.intervalMinutes
      sum.interval = Math.min(sum.interval, run.intervalMinutes)
    }
    interval ??= run.intervalMinutes
  }
  if (sums.size === 0) return []
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const day of sums.keys()) [first, last] = [Math.min(first, day), Math.max(last, day)]
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const day = first + index
    const { total, readings, measured, interval: own } = sums.get(day) ?? NO_SUM
    if (own < Number.POSITIVE_INFINITY) interval = own
    const isDaily = interval === DAY_MINUTES
    const missing = Math.round((lengthOf(day) - measured) / (isDaily ? lengthOf(day) : (interval ?? 60)))
    const expected = readings + Math.max(0, missing)
    return { date: dateOfDay(day), total, readings, expected, completeness: completeness(readings, expected) }
  })
}

const NO_SUM: DaySum = { total: 0, readings: 0, measured: 0, interval: Number.POSITIVE_INFINITY }

/**
 * Adds up the day totals of registers that measure one direction side by side. A register counts for the days from its first to its
 * last reading: where another has readings and it has none, the day is measured in part.
 */
export function registersTogether(registers: readonly (readonly DayTotal[])[]): DayTotal[] {
  const [only, ...more] = registers
  if (!only || more.length === 0) return [...(only ?? [])]
  const days = new Map<string, DayTotal>()
  for (const register of registers)
    for (const day of register.slice(
      register.findIndex(({ readings }) => readings > 0),
      register.findLastIndex(({ readings }) => readings > 0) + 1,
    )) {
      const before = days.get(day.date)
      const readings = (before?.readings ?? 0) + day.readings
      const expected = (before?.expected ?? 0) + day.expected
      const total = (before?.total ?? 0) + day.total
      days.set(day.date, {
        date: day.date,
        total,
        readings,
        expected,
        completeness: completeness(readings, expected),
      })
    }
  return [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1))
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
