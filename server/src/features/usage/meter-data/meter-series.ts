import type { IntervalReading, SeriesReadings } from './series-readings.ts'
import type { SourceUnit } from './units.ts'

/** ESPI LocalTimeParameters, in seconds; the rules are ESPI's 32-bit codes as upper case hexadecimal. */
export interface LocalTimeParameters {
  readonly offsetSeconds: number
  readonly daylightOffsetSeconds: number
  readonly daylightStartRule?: string
  readonly daylightEndRule?: string
}

/** A value that is kept as the file wrote it and counts in no sum. */
export interface SetAside {
  /** Epoch seconds. */
  readonly startsAt: number
  readonly durationSeconds: number
  /** The number as written, before the multiplier and the unit. */
  readonly raw: number
  /** `sentinel`: a meter's number for "no reading"; `forecast`: a prediction, not a measurement. */
  readonly why: 'sentinel' | 'forecast'
}

/** `intervalSeconds` of readings that last longer than a day: a billing period, with a length of its own each. */
export const PERIODS = 0

/** What one series of a file says: its readings in order of time, none overlapping, gaps left out. */
export interface MeterSeries {
  /** Names the usage point: the path of its own link, a NMI, or '' if the file names none. Equal for channels of one meter. */
  readonly usagePoint: string
  /** The meter's register where several measure the same direction side by side (NEM12's E1 and E2), else absent. */
  readonly register?: string
  readonly serviceKind: 'electricity' | 'gas' | 'water'
  readonly unit: SourceUnit['unit']
  /** What the file was measured in. */
  readonly sourceUnit: string
  readonly flow: 'delivered' | 'received'
  /** 86,400 for days, which may themselves be 23 or 25 hours long; `PERIODS` for billing periods. */
  readonly intervalSeconds: number
  readonly readings: SeriesReadings
  /** Earlier readings of the file that a later one of the same time replaced. Absent if there are none. */
  readonly revised?: readonly IntervalReading[]
  readonly setAside?: readonly SetAside[]
  /** The sum of the costs that the file says, in hundred-thousandths of the currency (ISO 4217's number, if the file says it). */
  readonly cost?: { readonly hundredThousandths: number; readonly currency?: number }
  readonly localTime?: LocalTimeParameters
  /** What the file did not say and was taken as usual: electricity, watt hours, delivered. */
  readonly assumed: readonly ('serviceKind' | 'unit' | 'flow')[]
}
