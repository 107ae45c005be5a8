import type { Sql } from '#database/sql.ts'
import { addMonths } from './calendar-day.ts'
import type { UsageRow } from './day-slots.ts'
import { unpackMonth } from './pack-months.ts'
import type { UsageMonths } from './queries.generated.ts'
import { usageMonths } from './queries.ts'
import { type DayTotal, dayTotals, registersTogether } from './rules.ts'
import { type Cover, coveredDays } from './service-points.ts'
import type { SlotRun } from './slot-run.ts'

/** What was measured day by day, in the order of time. */
export type History = {
  delivered: DayTotal[]
  received: DayTotal[]
  /** The rows of it, for what is asked of single hours. */
  rows: readonly UsageRow[]
}

export type HistoryOf = { servicePointId: number; cover: readonly Cover[]; timeZone: string }
type Row = UsageMonths['row']

/** Reads the day totals of some months (`YYYY-MM`) and of the same a year before, as far as the account had the service. */
export async function readHistory(
  sql: Sql,
  { servicePointId, cover, timeZone }: HistoryOf,
  months: readonly string[],
): Promise<History> {
  const wanted = [...new Set([...months, ...months.map((month) => addMonths(month, -12))])]
  return historyOf(await usageMonths(sql, { servicePointId, months: wanted }), { cover, timeZone })
}

/** Returns the day totals of packed months, as far as the account had the service. */
export function historyOf(
  rows: readonly Row[],
  { cover, timeZone }: Pick<HistoryOf, 'cover' | 'timeZone'>,
): History {
  const daysOf = (channel: string) => {
    const registers = new Map<string, SlotRun[]>()
    for (const row of rows) {
      if (row.channel !== channel) continue
      const runs = registers.get(row.register) ?? []
      registers.set(row.register, runs)
      runs.push(unpackMonth(row))
    }
    const days = [...registers.values()].map((runs) => dayTotals(runs, timeZone))
    return coveredDays(registersTogether(days), cover)
  }
  return { delivered: daysOf('delivered'), received: daysOf('received'), rows }
}

/** Returns the last day with a reading of any channel; null where there is none. */
export function newestReading({
  delivered,
  received,
}: Pick<History, 'delivered' | 'received'>): string | null {
  const last = (days: readonly DayTotal[]) => days.findLast((day) => day.readings > 0)?.date
  const dates = [last(delivered), last(received)].filter((date) => date !== undefined).sort()
  return dates.at(-1) ?? null
}
