import { addMonths, firstDayOfMonth, monthOfDay } from './calendar-day.ts'
import { type LocalClock, localClock } from './local-clock.ts'
import { type PackedMonth, packReadings, type SlotValues, unpackReadings } from './packed-month.ts'
import { DAY_MINUTES, type SlotRun } from './slot-run.ts'

/** Whose readings they are. */
export interface Channel {
  readonly servicePointId: string
  readonly channel: string
}

/** Slots of a local calendar month: its days when daily, else its real hours by the interval. */
export function slotsOfMonth(month: string, intervalMinutes: number, clock: LocalClock): number {
  const first = firstDayOfMonth(month)
  const after = firstDayOfMonth(addMonths(month, 1))
  if (intervalMinutes === DAY_MINUTES) return after - first
  return Math.round((clock.startOfDay(after) - clock.startOfDay(first)) / (intervalMinutes * 60))
}

/**
 * Splits a run into whole local calendar months and packs each; the slots of a month that the run does not reach are
 * gaps, and a month without any reading has no row.
 * @param timeZone IANA name of the utility's time zone.
 * @throws RangeError where the slots do not start with the month (an hourly run that starts at half past).
 */
export function packMonths(of: Channel, run: SlotRun, timeZone: string): PackedMonth[] {
  const clock = localClock(timeZone)
  const { intervalMinutes, values } = run
  const months: PackedMonth[] = []
  if (values.length === 0) return months
  const firstDay = clock.dayOf(run.startsAt)
  let month = monthOfDay(firstDay)
  for (;;) {
    const monthDay = firstDayOfMonth(month)
    const startsAt = clock.startOfDay(monthDay)
    const offset =
      intervalMinutes === DAY_MINUTES
        ? monthDay - firstDay
        : (startsAt - run.startsAt) / (intervalMinutes * 60)
    if (!Number.isInteger(offset))
      throw new RangeError(`slots of ${intervalMinutes} minutes do not start with ${month}`)
    if (offset >= values.length) return months
    const slots = monthSlots(values, offset, slotsOfMonth(month, intervalMinutes, clock))
    if (slots.present > 0) {
      const packed = packReadings(slots.values)
      months.push({ ...of, month, startsAt, intervalMinutes, packed, total: slots.total })
    }
    month = addMonths(month, 1)
  }
}

function monthSlots(values: SlotValues, offset: number, slots: number) {
  const month = new Array<number | null>(slots)
  let total = 0
  let present = 0
  for (let slot = 0; slot < slots; slot += 1) {
    const value = values[offset + slot] ?? null
    month[slot] = value
    if (value === null) continue
    present += 1
    total += value
  }
  return { values: month, total, present }
}

/** Returns the run of one stored month. @throws RangeError for bytes that are not ours. */
export function unpackMonth(month: Pick<PackedMonth, 'startsAt' | 'intervalMinutes' | 'packed'>): SlotRun {
  return {
    startsAt: month.startsAt,
    intervalMinutes: month.intervalMinutes,
    values: unpackReadings(month.packed),
  }
}
