import type { ServiceType } from '../service-points.ts'
import type { ExportReading, ExportSeries } from './espi-entries.ts'

export const csvHead = 'start,end,direction,register,value,unit,quality\r\n'

/** Base units in the unit of the file: kilowatt hours and liters, whose decimals lose nothing. */
const UNITS = { electricity: 'kWh', gas: 'kWh', water: 'L' } as const satisfies Record<ServiceType, string>

/** Returns the readings of a series as lines: local times with their offset from UTC, so that no hour is meant twice. */
export function csvLines(
  serviceType: ServiceType,
  { channel, register }: ExportSeries,
  readings: readonly ExportReading[],
  offsetAt: (instant: number) => number,
): string {
  const at = (instant: number) => localIso(instant, offsetAt(instant))
  return readings
    .map(({ startsAt, seconds, value, quality }) =>
      [
        at(startsAt),
        at(startsAt + seconds),
        channel,
        // A spreadsheet takes a field that begins like this for a formula.
        register.replace(/^(?=[=+\-@])/, "'"),
        (value / 1000).toFixed(3),
        UNITS[serviceType],
        quality,
      ].join(','),
    )
    .map((line) => `${line}\r\n`)
    .join('')
}

function localIso(instant: number, offset: number): string {
  const sign = offset < 0 ? '-' : '+'
  const two = (number: number) => String(number).padStart(2, '0')
  const minutes = Math.abs(offset) / 60
  return `${new Date((instant + offset) * 1000).toISOString().slice(0, 19)}${sign}${two(Math.floor(minutes / 60))}:${two(Math.round(minutes % 60))}`
}
