import type { EspiUnit } from './units.ts'

/** How far a reading can be trusted: ESPI's QualityOfReading in the words of the usage page. */
export type ReadingQuality = 'valid' | 'edited' | 'estimated' | 'questionable' | 'projected' | 'raw' | 'other'

export interface IntervalReading {
  /** Epoch seconds, UTC. */
  readonly startsAt: number
  readonly durationSeconds: number
  /** Integer, in the unit of the series, rounded from the file's value. */
  readonly value: number
  readonly quality?: ReadingQuality
}

/** ESPI LocalTimeParameters, in seconds; the rules are ESPI's 32-bit codes as upper case hexadecimal. */
export interface LocalTimeParameters {
  readonly offsetSeconds: number
  readonly daylightOffsetSeconds: number
  readonly daylightStartRule?: string
  readonly daylightEndRule?: string
}

/** What one meter reading of the file says: its readings in order of time, none overlapping, gaps left out. */
export interface GreenButtonSeries {
  /** Path of the usage point's own link, or '' when the file names none: equal for channels of one meter. */
  readonly usagePoint: string
  readonly serviceKind: 'electricity' | 'gas' | 'water'
  readonly unit: EspiUnit['unit']
  /** What the file was measured in. */
  readonly sourceUnit: string
  readonly flow: 'delivered' | 'received'
  /** 86,400 for days, which may themselves be 23 or 25 hours long. */
  readonly intervalSeconds: number
  readonly readings: readonly IntervalReading[]
  readonly localTime?: LocalTimeParameters
  /** What the file did not say and was taken as usual: electricity, watt hours, delivered. */
  readonly assumed: readonly ('serviceKind' | 'unit' | 'flow')[]
}
