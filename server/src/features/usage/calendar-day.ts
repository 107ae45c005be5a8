/**
 * A calendar day as a number of days since 1970-01-01, whatever the time zone: cheap to step and to compare.
 * Dates are `YYYY-MM-DD`, months `YYYY-MM`.
 */
export type CalendarDay = number

const DAY_MS = 86_400_000

/** A page names each of its days several times, and all pages name the same few years. */
const dates = new Map<CalendarDay, string>()

/** Returns `YYYY-MM-DD` of a day. */
export function dateOfDay(day: CalendarDay): string {
  const cached = dates.get(day)
  if (cached !== undefined) return cached
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10)
  if (dates.size > 40_000) dates.clear()
  dates.set(day, date)
  return date
}

/** Returns the day of a `YYYY-MM-DD`. @throws RangeError for text that is no date of the calendar. */
export function dayOfDate(date: string): CalendarDay {
  const day = Date.parse(`${date}T00:00:00Z`) / DAY_MS
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !Number.isInteger(day) || dateOfDay(day) !== date) {
    throw new RangeError(`not a date: ${date}`)
  }
  return day
}

/** Returns `YYYY-MM` of a day. */
export function monthOfDay(day: CalendarDay): string {
  return dateOfDay(day).slice(0, 7)
}

/** Returns the first day of a `YYYY-MM`. @throws RangeError for text that is no month. */
export function firstDayOfMonth(month: string): CalendarDay {
  return dayOfDate(`${month}-01`)
}

/** Adds the month `count` months later (earlier when negative). @throws RangeError for text that is no month. */
export function addMonths(month: string, count: number): string {
  const [, year, number] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month) ?? []
  if (!year || !number) throw new RangeError(`not a month: ${month}`)
  const months = Number(year) * 12 + Number(number) - 1 + count
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`
}

/** Returns `count` months up to and including `until`, oldest first. */
export function monthsUntil(until: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => addMonths(until, index + 1 - count))
}

/** Returns the same date a year before, or undefined for 29 February. */
export function yearBefore(date: string): string | undefined {
  return date.endsWith('-02-29')
    ? undefined
    : `${String(Number(date.slice(0, 4)) - 1).padStart(4, '0')}${date.slice(4)}`
}
