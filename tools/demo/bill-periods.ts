import {
  addMonths,
  type CalendarDay,
  firstDayOfMonth,
  monthOfDay,
} from '@porchlight/server/features/usage/calendar-day.ts'

export type BillPeriod = { from: CalendarDay; to: CalendarDay; billDate: CalendarDay; dueDate: CalendarDay }

const MONTHS = 24
const DAYS_TO_BILL = 2
const DAYS_TO_PAY = 21

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
  const starts = (month: string) => firstDayOfMonth(month) + cycleDay - 1
  let last = monthOfDay(today)
  while (starts(last) - 1 + DAYS_TO_BILL >= today) last = addMonths(last, -1)
  const periods: BillPeriod[] = []
  for (let age = MONTHS; age >= 0; age -= 1) {
    const from = Math.max(starts(addMonths(last, -age)), openedOn)
    const cycleEnd = starts(addMonths(last, 1 - age)) - 1
    const to = closedOn === undefined ? cycleEnd : Math.min(cycleEnd, closedOn)
    // The period that is running is billed early only where the account was closed in it.
    if (to < from || to + DAYS_TO_BILL >= today) continue
    periods.push({ from, to, billDate: to + DAYS_TO_BILL, dueDate: to + DAYS_TO_BILL + DAYS_TO_PAY })
  }
  return periods.slice(-MONTHS)
}
