import { addMonths, firstDayOfMonth, monthOfDay } from '../calendar-day.ts'
import { type LocalClock, localClock } from '../local-clock.ts'
import type { MeterSeries } from '../meter-data/meter-series.ts'
import { qualityCode } from '../meter-data/quality.ts'
import { MeterDataRefused, START } from '../meter-data/refused.ts'
import type { IntervalReading } from '../meter-data/series-readings.ts'
import { slotsOfMonth } from '../pack-months.ts'
import { DAY_MINUTES } from '../slot-run.ts'

/** A value that counts in no sum, kept as the file wrote it. */
export interface AsideSlot {
  readonly slot: number
  readonly raw: number
  readonly why: 'sentinel' | 'forecast'
}

/** Whose readings they are: several registers of one direction count side by side. */
export interface LayerKey {
  readonly channel: 'delivered' | 'received'
  /** '' where the meter has one register. */
  readonly register: string
  /** `YYYY-MM`, in the utility's time zone. */
  readonly month: string
}

/** The readings of one month of one interval length. Layers of different lengths lie side by side and never overlap in time. */
export interface MonthLayer extends LayerKey {
  /** Epoch seconds of the first slot. */
  readonly startsAt: number
  readonly intervalMinutes: number
  readonly values: (number | null)[]
  /** A number a slot, see `QUALITIES`. */
  readonly qualities: Uint8Array
  readonly setAside: AsideSlot[]
}

/** Returns a layer without readings. */
export function emptyLayer(key: LayerKey, intervalMinutes: number, clock: LocalClock): MonthLayer {
  const slots = slotsOfMonth(key.month, intervalMinutes, clock)
  return {
    channel: key.channel,
    register: key.register,
    month: key.month,
    startsAt: clock.startOfDay(firstDayOfMonth(key.month)),
    intervalMinutes,
    values: new Array<number | null>(slots).fill(null),
    qualities: new Uint8Array(slots),
    setAside: [],
  }
}

/** Returns whether a layer says anything. */
export function isEmpty(layer: MonthLayer): boolean {
  return layer.setAside.length === 0 && layer.values.every((value) => value === null)
}

/**
 * Splits a series into layers of local calendar months, in order; readings that the file itself revised come in layers before.
 * @param timeZone IANA name of the utility's time zone.
 * @throws MeterDataRefused for intervals that do not divide a day, or that do not start with the slots of a month
 */
export function layersOf(series: MeterSeries, timeZone: string): MonthLayer[] {
  const { intervalSeconds, readings, revised = [], setAside = [] } = series
  const minutes = intervalSeconds / 60
  const first = readings.length > 0 ? readings.placeOf(0) : START
  if (!Number.isInteger(minutes) || DAY_MINUTES % minutes !== 0)
    throw new MeterDataRefused(
      'interval-not-supported',
      first,
      `readings of ${intervalSeconds} seconds each: a day is not a whole number of them`,
    )
  const clock = localClock(timeZone)
  const split = new MonthSplit(series, minutes, clock, timeZone)
  for (const reading of revised) split.put(reading, first, true)
  for (let at = 0; at < readings.length; at += 1) split.put(readings.get(at), readings.placeOf(at), false)
  for (const { startsAt, raw, why } of setAside) {
    const { layer, slot } = split.slotOf(startsAt, first, false)
    layer.setAside.push({ slot, raw, why })
  }
  return split.layers()
}

class MonthSplit {
  readonly #series: Pick<MeterSeries, 'flow' | 'register'>
  readonly #minutes: number
  readonly #clock: LocalClock
  readonly #timeZone: string
  readonly #earlier: MonthLayer[] = []
  readonly #layers = new Map<string, MonthLayer>()
  /** The month of the reading before: most readings follow one another. */
  #last: { layer: MonthLayer; until: number; isRevised: boolean } | undefined

  constructor(
    series: Pick<MeterSeries, 'flow' | 'register'>,
    minutes: number,
    clock: LocalClock,
    timeZone: string,
  ) {
    this.#series = series
    this.#minutes = minutes
    this.#clock = clock
    this.#timeZone = timeZone
  }

  /** Those that the file revised come first, so that storing in order leaves the later readings. */
  layers(): MonthLayer[] {
    return [...this.#earlier, ...this.#layers.values()]
  }

  put(reading: IntervalReading, place: { line: number; column: number }, isRevised: boolean): void {
    const { layer, slot } = this.slotOf(reading.startsAt, place, isRevised)
    if (layer.values[slot] !== null && !isRevised)
      throw new MeterDataRefused('overlapping-readings', place, `two readings in one slot of ${layer.month}`)
    if (layer.values[slot] !== null) {
      // The file gives a third value for this time: a layer of its own.
      this.#last = undefined
      const another = emptyLayer(layer, this.#minutes, this.#clock)
      this.#earlier.push(another)
      another.values[slot] = reading.value
      another.qualities[slot] = qualityCode(reading.quality)
      return
    }
    layer.values[slot] = reading.value
    layer.qualities[slot] = qualityCode(reading.quality)
  }

  slotOf(startsAt: number, place: { line: number; column: number }, isRevised: boolean) {
    const layer = this.#layerAt(startsAt, isRevised)
    // Producers start days by clocks of their own, an hour before ours where they do not change theirs.
    const slot =
      this.#minutes === DAY_MINUTES
        ? this.#clock.dayOf(startsAt + 3600) - firstDayOfMonth(layer.month)
        : (startsAt - layer.startsAt) / (this.#minutes * 60)
    if (!Number.isInteger(slot))
      throw new MeterDataRefused(
        'misaligned-readings',
        place,
        `slots of ${this.#minutes} minutes do not fit the months of ${this.#timeZone}: they do not start with ${layer.month}`,
      )
    return { layer, slot }
  }

  #layerAt(startsAt: number, isRevised: boolean): MonthLayer {
    const last = this.#last
    if (last && last.isRevised === isRevised && startsAt >= last.layer.startsAt && startsAt < last.until)
      return last.layer
    const clock = this.#clock
    const day = clock.dayOf(this.#minutes === DAY_MINUTES ? startsAt + 3600 : startsAt)
    const month = monthOfDay(day)
    const { flow, register = '' } = this.#series
    const key: LayerKey = { channel: flow, register, month }
    const stored = isRevised ? this.#earlier.find((one) => one.month === month) : this.#layers.get(month)
    const layer = stored ?? emptyLayer(key, this.#minutes, clock)
    if (!stored && isRevised) this.#earlier.push(layer)
    if (!stored && !isRevised) this.#layers.set(month, layer)
    const until = clock.startOfDay(firstDayOfMonth(addMonths(month, 1)))
    this.#last = { layer, until: this.#minutes === DAY_MINUTES ? until - 3600 : until, isRevised }
    return layer
  }
}
