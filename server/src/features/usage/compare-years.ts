import { addMonths, yearBefore } from './calendar-day.ts'
import { type DayTotal, daysOfMonth, type MonthTotal, monthTotals } from './rules.ts'

/** A period beside the same period a year before. Only days measured in full in both years are compared. */
export interface Change {
  /** Sums of the compared days, base unit. */
  readonly now: number
  readonly before: number
  /** How many days were compared. */
  readonly days: number
  /** Per cent, not rounded: 12 is 12 % more than last year. Undefined with nothing to compare, or with 0 before. */
  readonly percent?: number
}

/** A month bar: what was used, and what was used in the month a year before. */
export interface MonthBar {
  readonly month: string
  /** Undefined where nothing was measured: a gap is not a zero. */
  readonly now?: MonthTotal
  readonly before?: MonthTotal
}

/** A day bar. 29 February has no day before. */
export interface DayBar {
  readonly date: string
  readonly now: DayTotal
  readonly before?: DayTotal
}

function byDate(days: readonly DayTotal[]): Map<string, DayTotal> {
  return new Map(days.map((day) => [day.date, day]))
}

function dayBefore(date: string, totals: ReadonlyMap<string, DayTotal>): DayTotal | undefined {
  const before = yearBefore(date)
  return before === undefined ? undefined : totals.get(before)
}

/**
 * Compares a period with the same dates a year before, day by day, so that a month half over is set against the same
 * half. `days` is the period, `history` every day known.
 */
export function changeFromLastYear(days: readonly DayTotal[], history: readonly DayTotal[]): Change {
  const totals = byDate(history)
  let [now, before, compared] = [0, 0, 0]
  for (const day of days) {
    const earlier = dayBefore(day.date, totals)
    if (day.completeness !== 'complete' || earlier?.completeness !== 'complete') continue
    now += day.total
    before += earlier.total
    compared += 1
  }
  const sums = { now, before, days: compared }
  return before > 0 ? { ...sums, percent: (100 * (now - before)) / before } : sums
}

/**
 * Returns the month bars up to and including a month, oldest first, each with the same month of the year before.
 * @param history the known day totals, at best for a year more than is shown.
 * @param until `YYYY-MM`.
 */
export function monthBars(history: readonly DayTotal[], until: string, count: number): MonthBar[] {
  const totals = new Map(monthTotals(history).map((total) => [total.month, total]))
  const measured = (month: string) => {
    const total = totals.get(month)
    return total && total.completeness !== 'missing' ? total : undefined
  }
  return Array.from({ length: count }, (_, index) => {
    const month = addMonths(until, index + 1 - count)
    const now = measured(month)
    const before = measured(addMonths(month, -12))
    return { month, ...(now ? { now } : {}), ...(before ? { before } : {}) }
  })
}

/** Returns the day bars of a month, every day of the calendar, each with the same date a year before beside it. */
export function dayBars(history: readonly DayTotal[], month: string): DayBar[] {
  const totals = byDate(history)
  return daysOfMonth(history, month).map((now) => {
    const before = dayBefore(now.date, totals)
    const shown = before && before.completeness !== 'missing' ? { before } : {}
    return { date: now.date, now, ...shown }
  })
}
