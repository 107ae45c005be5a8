import type { Field, RawBlock, RawReading } from './entries.ts'
import type { IntervalReading } from './green-button-series.ts'
import { decimalField, integerField, wholeUnits } from './number-field.ts'
import { type ReadingKind, readingQuality } from './reading-kind.ts'
import { GreenButtonRefused, type Place } from './refused.ts'

/** Starts after 2100 or before 1970 are mistakes (milliseconds, most often). */
const LAST_START = 4_102_444_800
const DAY = 86_400

interface Placed {
  reading: IntervalReading
  place: Place
}

/** Readings in order of time, with the one interval they share. */
export interface OrderedReadings {
  /** Seconds; 86,400 for days of 23, 24 and 25 hours. */
  readonly intervalSeconds: number
  readonly readings: IntervalReading[]
}

/**
 * Checks and orders the readings of one meter reading. A reading without a value is a gap and is left out; one that
 * is repeated as it was (overlapping downloads) counts once.
 * @throws GreenButtonRefused for values, times, overlaps, mixed lengths and readings off the grid.
 */
export function orderedReadings(blocks: readonly RawBlock[], kind: ReadingKind): OrderedReadings | undefined {
  const placed = blocks.flatMap((block) =>
    block.readings.flatMap((raw, position) => {
      const reading = oneReading(raw, block, position, kind)
      return reading ? [{ reading, place: { line: raw.line, column: raw.column } }] : []
    }),
  )
  placed.sort((a, b) => a.reading.startsAt - b.reading.startsAt)
  const kept = withoutRepeats(placed)
  const first = kept[0]
  if (!first) return undefined
  const intervalSeconds = sharedInterval(kept, first)
  return { intervalSeconds, readings: kept.map(({ reading }) => reading) }
}

function oneReading(
  raw: RawReading,
  block: RawBlock,
  position: number,
  kind: ReadingKind,
): IntervalReading | undefined {
  if (!raw.value) return undefined
  const value = wholeUnits(decimalField(raw.value) * kind.scale * kind.unit.factor, raw.value)
  const quality = raw.quality ? readingQuality(integerField(raw.quality, 0, 65_535)) : kind.quality
  const durationSeconds = seconds(raw.duration) ?? kind.intervalSeconds
  if (!durationSeconds)
    throw new GreenButtonRefused('reading-without-duration', raw, 'no duration, no intervalLength')
  const start = raw.start ?? block.start
  if (!start) throw new GreenButtonRefused('reading-without-time', raw, 'no timePeriod, no interval')
  // "If not specified, readings for each intervalLength in ReadingType are present" (espi.xsd, IntervalReading).
  const startsAt = integerField(start, 0, LAST_START) + (raw.start ? 0 : position * durationSeconds)
  return { startsAt, durationSeconds, value, ...(quality ? { quality } : {}) }
}

function seconds(field: Field | undefined): number | undefined {
  return field && integerField(field, 1, 400 * DAY)
}

function withoutRepeats(sorted: readonly Placed[]): Placed[] {
  const kept: Placed[] = []
  for (const next of sorted) {
    const last = kept.at(-1)
    if (last && next.reading.startsAt < last.reading.startsAt + last.reading.durationSeconds) {
      const { startsAt, durationSeconds, value } = next.reading
      const same =
        startsAt === last.reading.startsAt &&
        durationSeconds === last.reading.durationSeconds &&
        value === last.reading.value
      if (same) continue
      throw new GreenButtonRefused('overlapping-readings', next.place, `second reading of ${startsAt}`)
    }
    kept.push(next)
  }
  return kept
}

function isDay(durationSeconds: number): boolean {
  return Math.abs(durationSeconds - DAY) <= 3600
}

function sharedInterval(sorted: readonly Placed[], first: Placed): number {
  const daily = isDay(first.reading.durationSeconds)
  const interval = daily ? DAY : first.reading.durationSeconds
  for (const { reading, place } of sorted) {
    const same = daily ? isDay(reading.durationSeconds) : reading.durationSeconds === interval
    if (!same) {
      throw new GreenButtonRefused(
        'mixed-interval-lengths',
        place,
        `${reading.durationSeconds} s, not ${interval} s`,
      )
    }
    if (!daily && (reading.startsAt - first.reading.startsAt) % interval !== 0) {
      throw new GreenButtonRefused('misaligned-readings', place, `starts off the ${interval} s grid`)
    }
  }
  return interval
}
