/** The use of one day, in the base unit (Wh, mL), and whether all its readings are there. */
export type DayUse = { date: string; total: number; isWhole: boolean }

/** Days before the one that is looked at, and how many of them must be whole before there is a usual. */
const daysOfUsual = 28
const fewestDays = 14

/**
 * Returns by how many percent the newest whole day is above the usual, which is the average of the four weeks before it. Null
 * where no day is new enough, or too few days say what is usual.
 * @param days in the order of time
 * @param notBefore the oldest day (`YYYY-MM-DD`) that is still worth telling of
 */
export function highUse(days: readonly DayUse[], notBefore: string): { day: string; percent: number } | null {
  const at = days.findLastIndex(({ isWhole }) => isWhole)
  const newest = days[at]
  if (!newest || newest.date < notBefore) return null
  const before = days.slice(Math.max(0, at - daysOfUsual), at).filter(({ isWhole }) => isWhole)
  if (before.length < fewestDays) return null
  const usual = before.reduce((sum, { total }) => sum + total, 0) / before.length
  if (usual <= 0) return null
  return { day: newest.date, percent: Math.round((newest.total / usual - 1) * 100) }
}
