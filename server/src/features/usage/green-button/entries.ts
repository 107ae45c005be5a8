import type { Field } from '../meter-data/number-field.ts'
import type { Place } from '../meter-data/refused.ts'

/** One IntervalBlock: which readings of the file are its own, and its start and length for readings that carry no time. */
export interface RawBlock extends Place {
  start: number | undefined
  duration: number | undefined
  /** The number of its first reading, and how many follow one another. */
  readonly from: number
  count: number
  /** When the entry was updated: milliseconds since 1970; 0 if it does not say. A later entry revises an earlier one. */
  updatedAt: number
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
  updatedAt: number
}
