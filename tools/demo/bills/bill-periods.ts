import type { CalendarDay } from '@porchlight/server/features/usage/calendar-day.ts'

export type BillPeriod = { from: CalendarDay; to: CalendarDay; billDate: CalendarDay; dueDate: CalendarDay }

const MONTHS = 24
const DAYS_TO_BILL = 2
const DAYS_TO_PAY = 21
const DAY_MS = 86_400_000

/**
 * The last 24 periods of a billing cycle that begins on a day of the month (1 to 28), clipped to the days that the account
 * was open; oldest first. The newest bill is of yesterday at the latest.
 */
export function billPeriods(
  cycleDay: number,
  today: CalendarDay,
  openedOn: CalendarDay,
  closedOn: CalendarDay | undefined,
): BillPeriod[] {
  const date = new Date(today * DAY_MS)
  const thisMonth = date.getUTCFullYear() * 12 + date.getUTCMonth()
  const startIn = (month: number): CalendarDay =>
    Date.UTC(Math.floor(month / 12), month % 12, cycleDay) / DAY_MS
  const isBilled = (to: CalendarDay) => to + DAYS_TO_BILL < today
  const periods: BillPeriod[] = []
  for (let month = thisMonth; periods.length < MONTHS && month >= thisMonth - MONTHS - 1; month -= 1) {
    const from = Math.max(startIn(month), openedOn)
    const to = Math.min(startIn(month + 1) - 1, closedOn ?? Number.POSITIVE_INFINITY)
    if (to < from || !isBilled(to)) continue
    periods.push({ from, to, billDate: to + DAYS_TO_BILL, dueDate: to + DAYS_TO_BILL + DAYS_TO_PAY })
  }
  return periods.reverse()
}
