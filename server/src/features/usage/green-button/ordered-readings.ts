import type { RawBlock, RawReading } from './entries.ts'
import type { IntervalReading } from './green-button-series.ts'
import { wholeUnits } from './number-field.ts'
import { type ReadingKind, readingQuality } from './reading-kind.ts'
import { GreenButtonRefused, type Place } from './refused.ts'

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
      return reading ? [{ reading, place: raw }] : []
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
  if (raw.value === undefined) return undefined
  const value = wholeUnits(raw.value * kind.scale * kind.unit.factor, raw)
  const quality = raw.quality === undefined ? kind.quality : readingQuality(raw.quality)
  const durationSeconds = raw.duration || kind.intervalSeconds
  if (!durationSeconds)
    throw new GreenButtonRefused('reading-without-duration', raw, 'no duration, no intervalLength')
  // "If not specified, readings for each intervalLength in ReadingType are present" (espi.xsd, IntervalReading).
  const startsAt =
    raw.start ?? (block.start === undefined ? undefined : block.start + position * durationSeconds)
  if (startsAt === undefined)
    throw new GreenButtonRefused('reading-without-time', raw, 'no timePeriod, no interval')
  return { startsAt, durationSeconds, value, ...(quality ? { quality } : {}) }
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
