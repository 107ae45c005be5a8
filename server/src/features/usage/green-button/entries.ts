import type { Place } from './refused.ts'

/** A field of a resource as it stands in the file, with where it stands. */
export interface Field extends Place {
  readonly text: string
}

/** One IntervalReading as written: nothing is checked before the whole file is known. */
export interface RawReading extends Place {
  start?: Field
  duration?: Field
  value?: Field
  quality?: Field
}

/** One IntervalBlock: its readings, and its own start and length for readings that carry no time. */
export interface RawBlock extends Place {
  start?: Field
  duration?: Field
  readings: RawReading[]
}

/** A resource we use the leaves of, by local name (uom, kind, flowDirection, tzOffset ...). */
export interface RawResource extends Place {
  readonly kind: 'UsagePoint' | 'MeterReading' | 'ReadingType' | 'LocalTimeParameters'
  readonly fields: Map<string, Field>
  /** A ReadingType written inside this MeterReading, as some producers do. */
  readingType?: RawResource
}

/** One Atom entry, or the whole document where a bare resource is its root. Links are normalised paths. */
export interface RawEntry {
  readonly self: string[]
  readonly up: string[]
  readonly related: string[]
  readonly resources: RawResource[]
  readonly blocks: RawBlock[]
}
