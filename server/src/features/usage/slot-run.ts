import type { LocalClock } from './local-clock.ts'
import type { SlotValues } from './packed-month.ts'

/** Readings without holes in time: slot k starts k intervals after `startsAt` (k local days when 1,440). */
export interface SlotRun {
  /** Epoch seconds of the first slot. */
  readonly startsAt: number
  readonly intervalMinutes: number
  readonly values: SlotValues
}

/** Minutes of a slot that is a local day, of 23, 24 or 25 hours. */
export const DAY_MINUTES = 1440

/** Ten years of quarter hours: what one run may hold, so that one wrong date can't ask for all memory. */
const MOST_SLOTS = 10 * 366 * 96

/** Returns when slot k of a run starts: epoch seconds. */
export function slotStart(run: SlotRun, slot: number, clock: LocalClock): number {
  if (run.intervalMinutes !== DAY_MINUTES) return run.startsAt + slot * run.intervalMinutes * 60
  return clock.startOfDay(clock.dayOf(run.startsAt) + slot)
}

/**
 * Puts readings, in any order, into a run from the first to the last of them, with null where none is.
 * Daily readings need only lie in the day: producers start them at midnight by clocks of their own.
 * @throws RangeError for readings off the grid, two in a slot, or more than ten years of quarter hours.
 */
export function slotRun(
  readings: readonly { readonly startsAt: number; readonly value: number }[],
  intervalMinutes: number,
  clock: LocalClock,
): SlotRun {
  const [any] = readings
  if (!any) return { startsAt: 0, intervalMinutes, values: [] }
  let [first, last] = [any.startsAt, any.startsAt]
  for (const { startsAt } of readings) {
    first = Math.min(first, startsAt)
    last = Math.max(last, startsAt)
  }
  const daily = intervalMinutes === DAY_MINUTES
  const firstDay = clock.dayOf(first)
  const slotOf = (startsAt: number): number =>
    daily ? clock.dayOf(startsAt) - firstDay : (startsAt - first) / (intervalMinutes * 60)
  const slots = Math.floor(slotOf(last)) + 1
  if (slots > MOST_SLOTS) throw new RangeError(`${slots} slots are too many`)
  const values = new Array<number | null>(slots).fill(null)
  for (const { startsAt, value } of readings) {
    const slot = slotOf(startsAt)
    if (!Number.isInteger(slot)) throw new RangeError(`a reading at ${startsAt} is off the grid`)
    if (values[slot] !== null) throw new RangeError(`two readings at ${startsAt}`)
    values[slot] = value
  }
  return { startsAt: daily ? clock.startOfDay(firstDay) : first, intervalMinutes, values }
}
