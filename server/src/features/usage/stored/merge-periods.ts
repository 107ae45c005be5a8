import { type MeterSeries, PERIODS } from '../meter-data/meter-series.ts'
import { qualityCode } from '../meter-data/quality.ts'

/** A reading of a billing period. `total` null: the value counts in no sum, and `raw` has it as the file wrote it. */
export interface Period {
  readonly channel: 'delivered' | 'received'
  readonly register: string
  /** Epoch seconds. */
  readonly startsAt: number
  readonly endsAt: number
  readonly total: number | null
  /** See `QUALITIES`. */
  readonly quality: number
  readonly raw: number | null
}

export type StoredPeriod = Period & { readonly id: number; readonly isRevised: boolean }

/** Two periods may share a day: bills name the first and the last day, or the same day twice. */
const SHARED_SECONDS = 86_400 + 3600

/** Returns the periods of a series, those that the file itself revised first. */
export function periodsOf({
  flow,
  register = '',
  readings,
  revised = [],
  setAside = [],
}: MeterSeries): Period[] {
  const of = { channel: flow, register }
  const measured = [...revised, ...readings].map(({ startsAt, durationSeconds, value, quality }) => ({
    ...of,
    startsAt,
    endsAt: startsAt + durationSeconds,
    total: value,
    quality: qualityCode(quality),
    raw: null,
  }))
  const aside = setAside.map(({ startsAt, durationSeconds, raw }) => ({
    ...of,
    startsAt,
    endsAt: startsAt + durationSeconds,
    total: null,
    quality: 0,
    raw,
  }))
  return [...measured, ...aside]
}

/** Returns whether a series has billing periods: readings that last longer than a day. */
export const hasPeriods = ({ intervalSeconds }: MeterSeries) => intervalSeconds === PERIODS

/**
 * Returns what storing a period changes: the stored periods that it replaces, and whether it is new. A value that counts in no sum
 * replaces nothing; a period that was replaced before does not come back from an old file.
 */
export function mergePeriod(
  stored: readonly StoredPeriod[],
  period: Period,
): { revises: number[]; isNew: boolean } {
  const isSame = (one: StoredPeriod) =>
    one.startsAt === period.startsAt &&
    one.endsAt === period.endsAt &&
    one.total === period.total &&
    one.raw === period.raw &&
    (period.quality === 0 || one.quality === period.quality)
  const ofChannel = stored.filter((one) => one.channel === period.channel && one.register === period.register)
  if (ofChannel.some(isSame)) return { revises: [], isNew: false }
  const overlaps = (one: StoredPeriod) =>
    Math.min(one.endsAt, period.endsAt) - Math.max(one.startsAt, period.startsAt) > SHARED_SECONDS
  const revised = period.total === null ? [] : ofChannel.filter((one) => !one.isRevised && overlaps(one))
  return { revises: revised.map(({ id }) => id), isNew: true }
}
