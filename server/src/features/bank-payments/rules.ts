const dayMs = 86_400_000

const dateOf = (day: string) => new Date(`${day}T00:00:00Z`)
const textOf = (date: Date) => date.toISOString().slice(0, 10)

/** Returns the calendar day some days later, `YYYY-MM-DD`. */
export const addDays = (day: string, days: number): string =>
  textOf(new Date(dateOf(day).getTime() + days * dayMs))

/** Holidays on a fixed day, `MM-DD`. One that falls on a Sunday is kept on the Monday after it. */
const fixed = ['01-01', '06-19', '07-04', '11-11', '12-25']
/** Holidays on the nth weekday (0 is Sunday) of a month; -1 is the last one. */
const floating = [
  { month: 0, weekday: 1, nth: 3 },
  { month: 1, weekday: 1, nth: 3 },
  { month: 4, weekday: 1, nth: -1 },
  { month: 8, weekday: 1, nth: 1 },
  { month: 9, weekday: 1, nth: 2 },
  { month: 10, weekday: 4, nth: 4 },
] as const

function isHoliday(day: string): boolean {
  const date = dateOf(day)
  const isMonday = date.getUTCDay() === 1
  if (fixed.includes(day.slice(5)) || (isMonday && fixed.includes(addDays(day, -1).slice(5)))) return true
  return floating.some(({ month, weekday, nth }) => {
    if (date.getUTCMonth() !== month || date.getUTCDay() !== weekday) return false
    const isLast = dateOf(addDays(day, 7)).getUTCMonth() !== month
    return nth === -1 ? isLast : Math.ceil(date.getUTCDate() / 7) === nth
  })
}

/**
 * Returns the first day from `day` on, that day included, on which banks of the United States move money: no weekend, and no
 * holiday of the Federal Reserve banks.
 */
export function bankingDayFrom(day: string): string {
  const weekday = dateOf(day).getUTCDay()
  return weekday === 0 || weekday === 6 || isHoliday(day) ? bankingDayFrom(addDays(day, 1)) : day
}

type Payment = { state: string; isPaid: boolean; reversal: string | null }

/** Returns what became of a payment from a bank account, for its payer. */
export function bankOutcomeOf({ state, isPaid, reversal }: Payment) {
  if (reversal !== null) return reversal === 'returned' ? 'returned' : 'reversed'
  if (isPaid) return 'paid'
  if (state === 'scheduled') return 'scheduled'
  if (state === 'rejected') return 'refused'
  return state === 'discarded' || state === 'expired' ? 'canceled' : 'waiting'
}
