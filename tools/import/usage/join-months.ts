import type { LocalClock } from '@porchlight/server/features/usage/local-clock.ts'
import {
  type PackedMonth,
  packReadings,
  unpackReadings,
} from '@porchlight/server/features/usage/packed-month.ts'
import { DAY_MINUTES, slotStart } from '@porchlight/server/features/usage/slot-run.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'

/** A month's readings as they are stored: null where a slot has none. */
type Month = Pick<PackedMonth, 'startsAt' | 'intervalMinutes' | 'packed'>
type Joined = Pick<PackedMonth, 'intervalMinutes' | 'packed' | 'total'>

/**
 * Joins two sets of readings of one month and loses none of their energy. Where both have a reading, the later one counts. A
 * month is stored in one interval: where they differ the shorter one is kept only if its readings cover everything that the
 * longer one says; else the shorter ones are added up to the longer interval.
 * @throws RangeError for intervals of which neither is a multiple of the other
 */
export function joinMonths(before: Month, after: Month, clock: LocalClock): Joined {
  const [old, late] = [unpackReadings(before.packed), unpackReadings(after.packed)]
  if (before.intervalMinutes === after.intervalMinutes)
    return packed(
      before.intervalMinutes,
      late.map((value, slot) => value ?? old[slot] ?? null),
    )
  const isLateFiner = after.intervalMinutes < before.intervalMinutes
  const [fine, coarse] = isLateFiner ? [after, old] : [before, late]
  const { intervalMinutes } = isLateFiner ? before : after
  const sums = addedUp({ ...fine, values: isLateFiner ? late : old }, coarse.length, intervalMinutes, clock)
  // The shorter intervals say all that the longer ones do: as much if they are older, at all if they are the later word.
  const isCovered = coarse.every(
    (value, slot) =>
      value === null || (sums[slot]?.isWhole === true && (isLateFiner || sums[slot].total === value)),
  )
  if (isCovered) return packed(fine.intervalMinutes, isLateFiner ? late : old)
  return packed(
    intervalMinutes,
    coarse.map((value, slot) => {
      const sum = sums[slot]
      if (!sum || (value !== null && !(isLateFiner && sum.isWhole))) return value
      return sum.total
    }),
  )
}

/** Joins the months of several series of one service point, in their order. */
export function joinAll(months: readonly PackedMonth[], clock: LocalClock): PackedMonth[] {
  const joined = new Map<string, PackedMonth>()
  for (const month of months) {
    const key = `${month.channel} ${month.month}`
    const before = joined.get(key)
    joined.set(key, before ? { ...month, ...refusing(() => joinMonths(before, month, clock), month) } : month)
  }
  return [...joined.values()]
}

/** Turns intervals that do not fit one another into a message for the person who imports the file. */
export function refusing<T>(join: () => T, { month }: Pick<PackedMonth, 'month'>): T {
  try {
    return join()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new StartRefused(`The readings of ${month} cannot be put together: ${error.message}.`)
  }
}

const packed = (intervalMinutes: number, values: readonly (number | null)[]): Joined => ({
  intervalMinutes,
  packed: packReadings(values),
  total: values.reduce<number>((sum, value) => sum + (value ?? 0), 0),
})

type Fine = Month & { values: readonly (number | null)[] }

/** Joins the readings of short intervals within each long one; `isWhole` if none of them is missing. */
function addedUp(fine: Fine, slots: number, minutes: number, clock: LocalClock) {
  if (minutes !== DAY_MINUTES && minutes % fine.intervalMinutes !== 0)
    throw new RangeError(`intervals of ${minutes} minutes are no multiple of ${fine.intervalMinutes}`)
  const sums = new Array<{ total: number; isWhole: boolean } | undefined>(slots)
  const missing = new Set<number>()
  const firstDay = clock.dayOf(fine.startsAt)
  for (const [nth, value] of fine.values.entries()) {
    const startsAt = slotStart(fine, nth, clock)
    const slot =
      minutes === DAY_MINUTES
        ? clock.dayOf(startsAt) - firstDay
        : Math.floor((startsAt - fine.startsAt) / (minutes * 60))
    if (value === null) missing.add(slot)
    else sums[slot] = { total: (sums[slot]?.total ?? 0) + value, isWhole: true }
  }
  return sums.map((sum, slot) => sum && { ...sum, isWhole: !missing.has(slot) })
}
