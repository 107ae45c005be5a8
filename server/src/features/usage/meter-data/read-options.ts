import type { MeterDataLimits } from './limits.ts'
import type { MeterSeries } from './meter-series.ts'

/** What a file does not say by itself. */
export type ReadOptions = {
  /** IANA name of the utility's time zone: times of a CSV file without an offset are local. */
  timeZone: string
  /** What is measured: a CSV file says only the unit. */
  serviceType: MeterSeries['serviceKind']
  limits?: MeterDataLimits
}
