import { dateOfDay, dayOfDate } from './calendar-day.ts'
import { type LocalClock, localClock } from './local-clock.ts'
import { qualityOf, type ReadingQuality } from './meter-data/quality.ts'
import { unpackMonth } from './pack-months.ts'
import { type Cover, isCovered } from './service-points.ts'
import { DAY_MINUTES, slotStart } from './slot-run.ts'
import type { AsideSlot } from './stored/month-layer.ts'
import { unpackQualities } from './stored/packed-qualities.ts'

/** A row of usage_months as it is read for a page. */
export type UsageRow = {
  channel: string
  register: string
  startsAt: number
  intervalMinutes: number
  packed: Uint8Array
  qualities: Uint8Array | null
  setAside: unknown
}

/** One reading of a day, of all registers together, or an hour of them; base unit. `value` null: nothing was measured. */
export type DaySlot = {
  /** Epoch seconds. */
  startsAt: number
  minutes: number
  value: number | null
  received: number | null
  /** The least trustworthy quality in it. */
  quality: ReadingQuality
  isPartial: boolean
  /** A value of this time is set aside: it counts in no sum. */
  hasSetAside: boolean
}

export type Step = 'hour' | 'reading'

/** From the most trustworthy to the least. */
const TRUST: readonly ReadingQuality[] = [
  'actual',
  'unstated',
  'unchecked',
  'other',
  'substituted',
  'estimated',
  'questionable',
]

type DayReading = {
  startsAt: number
  minutes: number
  channel: string
  value: number | null
  quality: ReadingQuality
  hasSetAside: boolean
}

/**
 * Returns the readings of a local day in order of time, gaps included: as they were measured, or hour by hour. Days that the clock
 * changes have 23 or 25 hours. Readings of a whole day are one slot.
 */
export function daySlots(rows: readonly UsageRow[], date: string, timeZone: string, step: Step): DaySlot[] {
  const clock = localClock(timeZone)
  const day = dayOfDate(date)
  const [from, until] = [clock.startOfDay(day), clock.startOfDay(day + 1)]
  const readings = rows.flatMap((row) => readingsWithin(row, from, until, clock))
  const measured = readings.filter(({ value, hasSetAside }) => value !== null || hasSetAside)
  if (measured.length === 0) return []
  const shortest = Math.min(...measured.map(({ minutes }) => minutes))
  const isDaily = shortest >= DAY_MINUTES
  const grid = isDaily ? (until - from) / 60 : step === 'hour' && shortest < 60 ? 60 : shortest
  const slots = new Map<number, DayReading[]>()
  for (const one of measured) {
    const at = from + Math.floor((one.startsAt - from) / (grid * 60)) * grid * 60
    const here = slots.get(at) ?? []
    slots.set(at, here)
    here.push(one)
  }
  const made: DaySlot[] = []
  for (let at = from; at < until; at += grid * 60) {
    const here = slots.get(at) ?? []
    // A reading longer than the grid is shown as it is: its parts were not measured.
    const minutes = Math.min(Math.max(grid, ...here.map((one) => one.minutes)), (until - at) / 60)
    made.push(slotOf(at, minutes, here))
    at += (minutes - grid) * 60
  }
  return made
}

function slotOf(startsAt: number, minutes: number, here: readonly DayReading[]): DaySlot {
  const of = (channel: string) => here.filter((one) => one.channel === channel && one.value !== null)
  const sum = (channel: string) =>
    of(channel).length === 0 ? null : of(channel).reduce((total, { value }) => total + (value ?? 0), 0)
  const covered = of('delivered').reduce((total, one) => total + Math.min(one.minutes, minutes), 0)
  const quality = here.reduce<ReadingQuality>(
    (least, one) => (TRUST.indexOf(one.quality) > TRUST.indexOf(least) ? one.quality : least),
    'actual',
  )
  return {
    startsAt,
    minutes,
    value: sum('delivered'),
    received: sum('received'),
    quality: here.some(({ value }) => value !== null) ? quality : 'unstated',
    isPartial: covered > 0 && covered < minutes,
    hasSetAside: here.some((one) => one.hasSetAside),
  }
}

/** The readings of a row that start in a span of time. */
function readingsWithin(row: UsageRow, from: number, until: number, clock: LocalClock): DayReading[] {
  const run = unpackMonth(row)
  const qualities = unpackQualities(row.qualities, run.values.length)
  const aside = new Set(((row.setAside ?? []) as AsideSlot[]).map(({ slot }) => slot))
  const readings: DayReading[] = []
  for (let slot = 0; slot < run.values.length; slot += 1) {
    const startsAt = slotStart(run, slot, clock)
    if (startsAt < from || startsAt >= until) continue
    readings.push({
      startsAt,
      minutes: run.intervalMinutes,
      channel: row.channel,
      value: run.values[slot] ?? null,
      quality: qualityOf(qualities[slot] ?? 0),
      hasSetAside: aside.has(slot),
    })
  }
  return readings
}

/** An hour, or a shorter reading, of most use. */
export type HighestHour = { startsAt: number; total: number }

/** Returns the hours of most use that were measured in full, the highest first; none where only whole days were measured. */
export function highestHours(
  rows: readonly UsageRow[],
  month: string,
  timeZone: string,
  cover: readonly Cover[],
  most: number,
): HighestHour[] {
  const clock = localClock(timeZone)
  const hours = new Map<number, { total: number; minutes: number }>()
  for (const row of rows) {
    if (row.channel !== 'delivered' || row.intervalMinutes > 60) continue
    const run = unpackMonth(row)
    for (let slot = 0; slot < run.values.length; slot += 1) {
      const value = run.values[slot] ?? null
      if (value === null) continue
      const startsAt = run.startsAt + slot * run.intervalMinutes * 60
      const at = startsAt - (startsAt % 3600)
      const hour = hours.get(at) ?? { total: 0, minutes: 0 }
      hours.set(at, { total: hour.total + value, minutes: hour.minutes + run.intervalMinutes })
    }
  }
  const isShown = (at: number) => {
    const date = dateOfDay(clock.dayOf(at))
    return date.startsWith(month) && isCovered(date, cover)
  }
  return [...hours]
    .filter(([, { minutes, total }]) => minutes >= 60 && total > 0)
    .sort(([a, one], [b, other]) => other.total - one.total || a - b)
    .filter(([at]) => isShown(at))
    .slice(0, most)
    .map(([startsAt, { total }]) => ({ startsAt, total }))
}

/** Returns the days with readings that were estimated, substituted or are questionable. */
export function estimatedDays(rows: readonly UsageRow[], timeZone: string): Set<string> {
  const clock = localClock(timeZone)
  const days = new Set<string>()
  for (const row of rows) {
    if (!row.qualities) continue
    const run = unpackMonth(row)
    const qualities = unpackQualities(row.qualities, run.values.length)
    for (const [slot, code] of qualities.entries())
      if (isDoubtful(qualityOf(code))) days.add(dateOfDay(clock.dayOf(slotStart(run, slot, clock))))
  }
  return days
}

/** Returns whether a reading is not what the meter measured. */
export function isDoubtful(quality: ReadingQuality): boolean {
  return quality === 'estimated' || quality === 'substituted' || quality === 'questionable'
}
