import type { DayTotal } from './rules.ts'

/** The days of one service agreement, both ends counted; `until` null: it still runs. `YYYY-MM-DD`. */
export type Cover = { from: string; until: string | null }

/** Only the days that an account had the service: a tenant never sees what the one before or after used. */
export function coveredDays(days: readonly DayTotal[], cover: readonly Cover[]): DayTotal[] {
  return days.filter(({ date }) =>
    cover.some(({ from, until }) => from <= date && (until === null || date <= until)),
  )
}
