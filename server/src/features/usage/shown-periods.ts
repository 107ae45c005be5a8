import { addMonths } from './calendar-day.ts'
import { changeFromLastYear, dayBars, monthBars } from './compare-years.ts'
import { type Completeness, type DayTotal, daysOfMonth } from './rules.ts'
import type { ServiceType } from './service-points.ts'

/** Packed readings are integers of a small unit (Wh, mL); people are shown what is on their bill. A US therm is 29,300 Wh. */
export const shownUnits = {
  electricity: { unit: 'kWh', size: 1000 },
  gas: { unit: 'therm', size: 29_300 },
  water: { unit: 'm3', size: 1_000_000 },
} as const satisfies Record<ServiceType, { unit: 'kWh' | 'therm' | 'm3'; size: number }>

/** One bar, in the unit that is shown. `amount` null: nothing measured. */
export type ShownPeriod = {
  period: string
  amount: number | null
  lastYear: number | null
  isPartial: boolean
  isEstimated?: boolean
}

type Measured = { total: number; completeness: Completeness }
type Bar = { period: string; now: Measured | undefined; before: Measured | undefined }

const shown =
  (size: number) =>
  ({ period, now, before }: Bar): ShownPeriod => ({
    period,
    amount: now && now.completeness !== 'missing' ? now.total / size : null,
    lastYear: before ? before.total / size : null,
    isPartial: now?.completeness === 'partial',
  })

/** Returns the months up to and including one, oldest first. */
export function shownMonths(history: readonly DayTotal[], until: string, count: number, size: number) {
  const bars = monthBars(history, until, count)
  return bars.map(({ month, now, before }) => shown(size)({ period: month, now, before }))
}

/** Returns every day of a month by the calendar. */
export function shownDays(history: readonly DayTotal[], month: string, size: number) {
  return dayBars(history, month).map(({ date, now, before }) => shown(size)({ period: date, now, before }))
}

/** Returns the percentage against the same days a year before, counting days measured in full in both; null where there are none. */
export function changeOver(history: readonly DayTotal[], months: readonly string[]): number | null {
  const days = months.flatMap((month) => daysOfMonth(history, month))
  return changeFromLastYear(days, history).percent ?? null
}

/** Returns the period of most use, the earliest of equals; null without readings. */
export function highestPeriod(periods: readonly ShownPeriod[]): { period: string; amount: number } | null {
  let highest: { period: string; amount: number } | null = null
  for (const { period, amount } of periods)
    if (amount !== null && amount > (highest?.amount ?? Number.NEGATIVE_INFINITY))
      highest = { period, amount }
  return highest
}

/** Returns the end of the twelve months that a month is shown in: the wanted ones where it is among them. */
export function windowWith(month: string, until: string): string {
  if (month > until) return month
  return month > addMonths(until, -12) ? until : addMonths(month, 11)
}

/** Marks the periods that have readings of estimated days. */
export function markEstimated(periods: ShownPeriod[], days: ReadonlySet<string>): ShownPeriod[] {
  const months = new Set([...days].map((date) => date.slice(0, 7)))
  const isEstimated = ({ period, amount }: ShownPeriod) =>
    amount !== null && (days.has(period) || months.has(period))
  return periods.map((one) => (isEstimated(one) ? { ...one, isEstimated: true } : one))
}
