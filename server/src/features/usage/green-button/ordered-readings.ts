import { PERIODS, type SetAside } from '../meter-data/meter-series.ts'
import { wholeUnits } from '../meter-data/number-field.ts'
import type { ReadingColumns } from '../meter-data/reading-columns.ts'
import { MeterDataRefused } from '../meter-data/refused.ts'
import { isSentinel } from '../meter-data/sentinel.ts'
import { type IntervalReading, SeriesReadings } from '../meter-data/series-readings.ts'
import type { RawBlock } from './entries.ts'
import { FORECAST, type ReadingKind, readingQuality } from './reading-kind.ts'

const HOUR = 3600
const DAY = 24 * HOUR

/** Readings of one interval length, in order of time. */
export interface OrderedReadings {
  /** Seconds; 86,400 for days of 23, 24 and 25 hours; `PERIODS` for billing periods. */
  readonly intervalSeconds: number
  readonly readings: SeriesReadings
  readonly revised: IntervalReading[]
  readonly setAside: SetAside[]
  /** Hundred-thousandths of the currency; undefined where no reading says a cost. */
  readonly cost?: number
}

/**
 * Checks and orders the readings of one meter reading, apart by interval length: a meter that was switched from hours to quarter
 * hours has both. A reading without a value is a gap and is left out; one that is repeated as it was (overlapping downloads) counts
 * once; one that a later entry gives another value is revised, and both are kept.
 * @throws MeterDataRefused for values, times, overlaps and readings off the grid.
 */
export function orderedReadings(
  blocks: readonly RawBlock[],
  raw: ReadingColumns,
  kind: ReadingKind,
): OrderedReadings[] {
  const byInterval = new Map<number, Part>()
  // The place of a reading in its block gives its time where it has none: each block is walked as the file has it.
  for (const block of blocks.toSorted((a, b) => a.updatedAt - b.updatedAt)) {
    for (let position = 0; position < block.count; position += 1) {
      const at = block.from + position
      if (raw.value(at) === undefined) continue
      const durationSeconds = sayTime(raw, at, block, position, kind)
      const interval = intervalOf(durationSeconds)
      const part = byInterval.get(interval) ?? new Part(interval, raw)
      byInterval.set(interval, part)
      part.add(at)
    }
  }
  return [...byInterval.values()].sort((a, b) => b.length - a.length).map((part) => part.ordered(kind))
}

/** Gives a reading the time that the file means where it says none. @returns how long it lasts, in seconds */
function sayTime(
  raw: ReadingColumns,
  at: number,
  block: RawBlock,
  position: number,
  kind: ReadingKind,
): number {
  const durationSeconds = raw.duration(at) || kind.intervalSeconds
  if (!durationSeconds)
    throw new MeterDataRefused('reading-without-duration', raw.place(at), 'no duration, no intervalLength')
  // "If not specified, readings for each intervalLength in ReadingType are present" (espi.xsd, IntervalReading).
  const startsAt =
    raw.start(at) ?? (block.start === undefined ? undefined : block.start + position * durationSeconds)
  if (startsAt === undefined)
    throw new MeterDataRefused('reading-without-time', raw.place(at), 'no timePeriod, no interval')
  raw.setStart(at, startsAt)
  raw.setDuration(at, durationSeconds)
  return durationSeconds
}

/** Returns which readings belong together: days by the calendar, billing periods, and else those of the same length. */
function intervalOf(durationSeconds: number): number {
  if (durationSeconds > DAY + HOUR) return PERIODS
  return durationSeconds >= DAY - HOUR ? DAY : durationSeconds
}

/** How far two readings may overlap: days that a producer makes 24 hours long when the clock changes, and periods that share a day. */
const tolerance = (interval: number) => (interval === PERIODS ? DAY : interval === DAY ? HOUR : 0)

/** The readings of one interval length, as numbers of the file's readings. */
class Part {
  length = 0
  readonly #interval: number
  readonly #raw: ReadingColumns
  #at = new Uint32Array(256)
  #isSorted = true

  constructor(interval: number, raw: ReadingColumns) {
    this.#interval = interval
    this.#raw = raw
  }

  add(at: number): void {
    const nth = this.length
    if (nth === this.#at.length) this.#grow()
    this.#at[nth] = at
    this.#isSorted &&= nth === 0 || this.#startOf(nth) >= this.#startOf(nth - 1)
    this.length += 1
  }

  ordered(kind: ReadingKind): OrderedReadings {
    const interval = this.#interval
    const raw = this.#raw
    const readings = new SeriesReadings(this.length)
    const revised: IntervalReading[] = []
    const setAside: SetAside[] = []
    let cost: number | undefined
    let last: { nth: number; reading: IntervalReading } | undefined
    const order = this.#order()
    const first = this.#startOf(order[0] ?? 0)
    const keep = () => last && readings.push(last.reading, raw.place(this.#at[last.nth] ?? 0))
    for (const nth of order) {
      const at = this.#at[nth] ?? 0
      const place = raw.place(at)
      const startsAt = this.#startOf(nth)
      const durationSeconds = raw.duration(at) ?? 0
      const written = raw.value(at) ?? 0
      const code = raw.quality(at) ?? kind.quality
      const why = isSentinel(written) ? 'sentinel' : code === FORECAST ? 'forecast' : undefined
      if (why) {
        if (setAside.at(-1)?.startsAt !== startsAt)
          setAside.push({ startsAt, durationSeconds, raw: written, why })
        continue
      }
      const reading: IntervalReading = {
        startsAt,
        durationSeconds,
        value: wholeUnits(written * kind.scale * kind.unit.factor, place),
        ...(code === undefined ? {} : { quality: readingQuality(code) }),
      }
      const charged = raw.cost(at)
      if (charged !== undefined) cost = (cost ?? 0) + charged
      if (last && startsAt === last.reading.startsAt) {
        const isRepeat =
          reading.value === last.reading.value && durationSeconds === last.reading.durationSeconds
        if (isRepeat) cost = cost === undefined ? undefined : cost - (charged ?? 0)
        else {
          revised.push(last.reading)
          cost = cost === undefined ? undefined : cost - (raw.cost(this.#at[last.nth] ?? 0) ?? 0)
        }
        // A repeat may say the quality that the first did not, and the other way round.
        if (!isRepeat || reading.quality !== undefined) last = { nth, reading }
        continue
      }
      if (last && startsAt < last.reading.startsAt + last.reading.durationSeconds - tolerance(interval))
        throw new MeterDataRefused('overlapping-readings', place, `second reading of ${startsAt}`)
      if (interval > 0 && interval !== DAY && (startsAt - first) % interval !== 0)
        throw new MeterDataRefused('misaligned-readings', place, `starts off the ${interval} s grid`)
      keep()
      last = { nth, reading }
    }
    keep()
    return {
      intervalSeconds: interval,
      readings,
      revised,
      setAside,
      ...(cost === undefined ? {} : { cost }),
    }
  }

  /** The readings in order of time; those of the same time as the file has them, so that the later one comes last. */
  #order(): Uint32Array {
    const order = new Uint32Array(this.length)
    for (let nth = 0; nth < order.length; nth += 1) order[nth] = nth
    return this.#isSorted ? order : order.sort((a, b) => this.#startOf(a) - this.#startOf(b) || a - b)
  }

  #startOf(nth: number): number {
    return this.#raw.start(this.#at[nth] ?? 0) ?? 0
  }

  #grow(): void {
    const at = new Uint32Array(this.#at.length * 2)
    at.set(this.#at)
    this.#at = at
  }
}
