import { isUnusual, timesUsual } from '#features/payments/index.ts'

const pad = (number: number) => String(number).padStart(2, '0')

/**
 * Returns the day on which autopay pays a bill, `YYYY-MM-DD`: the chosen day of the month between bill and due date, else the due
 * date; today for a bill whose day has passed.
 */
export function payOnOf(
  { billDate, dueDate }: { billDate: string; dueDate: string },
  dayOfMonth: number | null,
  today: string,
): string {
  const last = dueDate < today ? today : dueDate
  if (dayOfMonth === null) return last
  const from = billDate > today ? billDate : today
  const [year = 0, month = 1] = from.split('-').map(Number)
  for (const ahead of [0, 1]) {
    const first = new Date(Date.UTC(year, month - 1 + ahead, 1))
    const day = `${first.getUTCFullYear()}-${pad(first.getUTCMonth() + 1)}-${pad(dayOfMonth)}`
    if (day >= from && day <= last) return day
  }
  return last
}

/** Returns whether autopay asks before it pays: above the customer's limit, or far above the usual. Integer cents. */
export const asksFirst = (amountCents: number, limitCents: number | null, usual: number | null): boolean =>
  (limitCents !== null && amountCents > limitCents) || isUnusual(amountCents, usual)

/** Returns the amount above which autopay asks first; null where neither a limit nor a usual amount says. */
export function asksAbove(limitCents: number | null, usual: number | null): number | null {
  const amounts = [limitCents, usual === null ? null : usual * timesUsual].filter((cents) => cents !== null)
  return amounts.length === 0 ? null : Math.min(...amounts)
}

/** Returns what is paid of a bill on its day: not more than is owed beside what is on its way. Integer cents. */
export const amountDue = (billCents: number, balanceCents: number, underWayCents: number): number =>
  Math.max(0, Math.min(billCents, balanceCents - underWayCents))
