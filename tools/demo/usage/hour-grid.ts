import type { CalendarDay } from '@porchlight/server/features/usage/calendar-day.ts'
import { localClock } from '@porchlight/server/features/usage/local-clock.ts'

/** The hours from one instant to another, with their place in the local day. */
export interface HourGrid {
  /** Epoch seconds of hour 0; hour k starts 3,600 × k later. */
  readonly from: number
  readonly hours: number
  readonly firstDay: CalendarDay
  readonly days: number
  /** Days after `firstDay`, by hour. */
  readonly day: Uint16Array
  /** Hour of the local clock, 0 to 23: 1 twice in autumn, 2 never in spring. */
  readonly hour: Uint8Array
  /** Hour of the local clock without daylight saving: the sun's. */
  readonly sunHour: Uint8Array
}

let last: { readonly key: string; readonly grid: HourGrid } | undefined

/**
 * Returns the grid of hours of a period. Caches the last grid: a thousand homes over the same years make it once.
 * @param from epoch seconds, the start of an hour; @param to the end, exclusive.
 * @throws RangeError for a period that is not a whole number of hours, or is longer than 50 years.
 */
export function hourGrid(from: number, to: number, timeZone: string): HourGrid {
  const key = `${from} ${to} ${timeZone}`
  if (last?.key !== key) last = { key, grid: makeGrid(from, to, timeZone) }
  return last.grid
}

function makeGrid(from: number, to: number, timeZone: string): HourGrid {
  const hours = (to - from) / 3600
  if (!Number.isInteger(hours) || hours < 0 || hours > 50 * 8784)
    throw new RangeError(`not whole hours: ${from}-${to}`)
  const clock = localClock(timeZone)
  const firstDay = clock.dayOf(from)
  const year = new Date(from * 1000).getUTCFullYear()
  const standard = Math.min(
    clock.offsetAt(Date.UTC(year, 0, 1) / 1000),
    clock.offsetAt(Date.UTC(year, 6, 1) / 1000),
  )
  const [day, hour, sunHour] = [new Uint16Array(hours), new Uint8Array(hours), new Uint8Array(hours)]
  for (let index = 0; index < hours; index += 1) {
    const instant = from + index * 3600
    const local = instant + clock.offsetAt(instant)
    day[index] = Math.floor(local / 86_400) - firstDay
    hour[index] = Math.floor((((local % 86_400) + 86_400) % 86_400) / 3600)
    sunHour[index] = Math.floor(((((instant + standard) % 86_400) + 86_400) % 86_400) / 3600)
  }
  const days = hours === 0 ? 0 : (day[hours - 1] ?? 0) + 1
  return { from, hours, firstDay, days, day, hour, sunHour }
}
