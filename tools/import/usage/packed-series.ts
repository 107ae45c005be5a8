import type { GreenButtonSeries } from '@porchlight/server/features/usage/green-button/green-button-series.ts'
import { localClock } from '@porchlight/server/features/usage/local-clock.ts'
import { packMonths } from '@porchlight/server/features/usage/pack-months.ts'
import type { PackedMonth } from '@porchlight/server/features/usage/packed-month.ts'
import { DAY_MINUTES, slotRun } from '@porchlight/server/features/usage/slot-run.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'

/**
 * Packs a series into months as they are stored.
 * @param timeZone IANA name of the utility's time zone, whose months are meant.
 * @throws StartRefused for intervals that do not divide a day, or that do not start with the hour there
 */
export function packedSeries(
  series: GreenButtonSeries,
  servicePointId: number,
  timeZone: string,
): PackedMonth[] {
  const minutes = series.intervalSeconds / 60
  if (!Number.isInteger(minutes) || DAY_MINUTES % minutes !== 0)
    throw new StartRefused(
      `Readings of ${series.intervalSeconds} seconds each cannot be stored: a day is not a whole number of them.`,
    )
  try {
    const run = slotRun(series.readings, minutes, localClock(timeZone))
    return packMonths({ servicePointId: String(servicePointId), channel: series.flow }, run, timeZone)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new StartRefused(`The readings do not fit the months of ${timeZone}: ${error.message}.`)
  }
}
