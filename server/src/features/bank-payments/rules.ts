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

type Ours = { key: string; taskId: number; accountId: number | null; amountCents: number; state: string }
type Listed = { key: string; amountCents: number; state: string }

export type BankDifference = {
  key: string
  taskId: number | null
  accountId: number | null
  bankSays: string
  weSay: string
}

const said = (transfer: Pick<Listed, 'amountCents' | 'state'> | undefined) =>
  transfer && ['accepted', 'returned'].includes(transfer.state)
    ? `${transfer.amountCents} cents, ${transfer.state}`
    : 'nothing'

/**
 * Returns what the bank's list of a day and our transfers say differently.
 * @param ofDay ours that the bank answered on that day, away from midnight: the two clocks may differ by minutes
 * @param ofKeys ours that the bank's list names, whenever it answered
 */
export function differencesOf(ofDay: readonly Ours[], ofKeys: readonly Ours[], listed: readonly Listed[]) {
  const ours = new Map([...ofDay, ...ofKeys].map((one) => [one.key, one]))
  const theirs = new Map(listed.map((one) => [one.key, one]))
  return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((key): BankDifference[] => {
    const one = ours.get(key)
    // Its answer is on its way: the next night sees what became of it.
    if (one?.state === 'waiting') return []
    const [bankSays, weSay] = [said(theirs.get(key)), said(one)]
    const { taskId = null, accountId = null } = one ?? {}
    return bankSays === weSay ? [] : [{ key, taskId, accountId, bankSays, weSay }]
  })
}
