/** Calendar dates `YYYY-MM-DD` of the utility, in no time zone. */
const dayMs = 86_400_000

const textOf = (date: Date) => date.toISOString().slice(0, 10)
const dateOf = (text: string) => new Date(`${text}T00:00:00Z`)

/** Returns the date some days later; earlier for a negative count. */
export const addDays = (date: string, days: number): string =>
  textOf(new Date(dateOf(date).getTime() + days * dayMs))

/** Returns the same day of a later month; the last day of a month that is too short for it. */
export function addMonths(date: string, months: number): string {
  const at = dateOf(date)
  const first = Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1)
  const lastDay = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months + 1, 0)).getUTCDate()
  return textOf(new Date(first + (Math.min(at.getUTCDate(), lastDay) - 1) * dayMs))
}

/** Returns the first date from `from` on, that date included, whose day of the month is `day` (1 to 28). */
export function firstWithDay(from: string, day: number): string {
  const ofSameMonth = `${from.slice(0, 8)}${String(day).padStart(2, '0')}`
  return ofSameMonth >= from ? ofSameMonth : addMonths(ofSameMonth, 1)
}
