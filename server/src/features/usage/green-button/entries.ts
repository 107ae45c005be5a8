import type { Place } from './refused.ts'

/** A field of a resource as the file has it, with its place in the file. */
export interface Field extends Place {
  readonly text: string
}

/** One IntervalReading: plain numbers, as there may be hundreds of thousands of them. */
export interface RawReading extends Place {
  /** Epoch seconds. */
  start: number | undefined
  /** Seconds. */
  duration: number | undefined
  /** As written, before the multiplier and the unit. */
  value: number | undefined
  /** ESPI QualityOfReading. */
  quality: number | undefined
}

/** One IntervalBlock: its readings, and its own start and length for readings that carry no time. */
export interface RawBlock extends Place {
  start: number | undefined
  duration: number | undefined
  readings: RawReading[]
}

/** A resource we use the leaves of, by local name (uom, kind, flowDirection, tzOffset ...). */
export interface RawResource extends Place {
  readonly kind: 'UsagePoint' | 'MeterReading' | 'ReadingType' | 'LocalTimeParameters'
  readonly fields: Map<string, Field>
  /** A ReadingType written inside this MeterReading, as some producers do. */
  readingType?: RawResource
}

/** One Atom entry, or the whole document where a bare resource is its root. Links are normalized paths. */
export interface RawEntry {
  readonly self: string[]
  readonly up: string[]
  readonly related: string[]
  readonly resources: RawResource[]
  readonly blocks: RawBlock[]
}
