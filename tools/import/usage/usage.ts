import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { Pool } from '@porchlight/server/database/sql.ts'
import { localClock } from '@porchlight/server/features/usage/local-clock.ts'
import { chosenSeries } from '@porchlight/server/features/usage/meter-data/chosen-series.ts'
import type { HeatingValue } from '@porchlight/server/features/usage/meter-data/heating-value.ts'
import type { MeterSeries } from '@porchlight/server/features/usage/meter-data/meter-series.ts'
import {
  type MeterFile,
  readMeterFile,
} from '@porchlight/server/features/usage/meter-data/read-meter-file.ts'
import { MeterDataRefused } from '@porchlight/server/features/usage/meter-data/refused.ts'
import { hasPeriods, periodsOf } from '@porchlight/server/features/usage/stored/merge-periods.ts'
import { layersOf } from '@porchlight/server/features/usage/stored/month-layer.ts'
import { monthKey } from '@porchlight/server/features/usage/stored/store-layers.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'
import { storeUsage } from './store-usage.ts'

export type UsageImport = {
  file: string
  servicePointId: number
  /** The path of a usage point in the file, where it has several. */
  usagePoint: string | undefined
  /** The energy of gas that the file measures by volume. */
  heatingValue?: HeatingValue | undefined
  /** IANA name: months are the utility's. */
  timeZone: string
  /** Asks whether what the file does not say may be taken as usual. */
  confirm(question: string): Promise<boolean>
  say(sentence: string): void
  /** From 0 to 1: half of it is reading, half is writing. */
  onProgress(fraction: number): void
}

/** How many months and billing periods the file has, and how many of both are new or changed. No periods: undefined. */
export type Imported = { months: number; changed: number; periods?: number }

/**
 * Imports a file of meter data: the readings of one usage point become those of one service point of ours, all of them in
 * one transaction or none. The same file again changes nothing.
 * @param owner a connection of the database's owner.
 * @throws StartRefused with the reason, and for a file that cannot be read its line and column
 */
export async function importUsage(owner: Pool, given: UsageImport): Promise<Imported> {
  const { servicePointId, timeZone, say } = given
  const [point] =
    await owner`SELECT service_type FROM service_points WHERE service_point_id = ${servicePointId}`
  if (!point) throw new StartRefused(`There is no service point ${servicePointId}.`)
  const { format, series, layers, periods } = await refusing(given, async () => {
    const serviceType = String(point.serviceType) as MeterSeries['serviceKind']
    const read = await readFile(given, serviceType)
    const target = { serviceType, servicePoint: `service point ${servicePointId}` }
    const chosen = chosenSeries(read.series, { ...given, ...target })
    return {
      format: read.format,
      series: chosen,
      layers: chosen.filter((one) => !hasPeriods(one)).flatMap((one) => layersOf(one, timeZone)),
      periods: chosen.filter(hasPeriods).flatMap(periodsOf),
    }
  })
  await confirmAssumed(series, given)
  sayWhatIsSpecial(series, given)
  const changed = await refusing(given, () =>
    owner.begin((sql) =>
      storeUsage(sql, {
        servicePointId,
        source: format,
        layers,
        periods,
        clock: localClock(timeZone),
        onProgress: (fraction) => given.onProgress(0.5 + fraction / 2),
      }),
    ),
  )
  const starts = periods.map(({ startsAt }) => new Date(startsAt * 1000).toISOString().slice(0, 7))
  const named = [...layers.map(({ month }) => month), ...starts].sort()
  const [first = '', last = ''] = [named[0], named.at(-1)]
  if (!(await isAnybodys(owner, servicePointId, first, last)))
    say(
      `No account had service point ${servicePointId} from ${first} to ${last}: no customer sees these readings.`,
    )
  const months = new Set(layers.map(monthKey)).size
  return { months, changed, ...(periods.length > 0 ? { periods: periods.length } : {}) }
}

/** Turns a refused file into a message for the person who imports it. */
async function refusing<T>({ file }: UsageImport, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof MeterDataRefused)) throw error
    const { reason, line, column, detail } = error
    throw new StartRefused(
      `${path.basename(file)} is refused at line ${line}, column ${column}: ${reason} (${detail}). Nothing was stored.`,
    )
  }
}

async function readFile(
  { file, onProgress, timeZone }: UsageImport,
  serviceType: MeterSeries['serviceKind'],
): Promise<MeterFile> {
  const { size } = await stat(file).catch((error: Error) => {
    throw new StartRefused(`The file cannot be read: ${error.message}.`)
  })
  async function* text() {
    const stream = createReadStream(file, 'utf8')
    for await (const chunk of stream) {
      onProgress(stream.bytesRead / Math.max(1, size) / 2)
      yield String(chunk)
    }
  }
  return readMeterFile(text(), { timeZone, serviceType })
}

const usual = { serviceKind: 'electricity', unit: 'watt hours', flow: 'energy delivered' } as const

/** Asks a person before values that a file leaves out are taken as the usual ones. */
async function confirmAssumed(series: readonly MeterSeries[], { confirm }: UsageImport): Promise<void> {
  const assumed = [...new Set(series.flatMap((one) => one.assumed))].map((what) => usual[what])
  if (assumed.length === 0) return
  if (await confirm(`The file does not say what it measures. Take it as ${assumed.join(', ')}?`)) return
  throw new StartRefused('Nothing was stored. Add --yes to agree without the question.')
}

/** Says what a person would not expect: values that count in no sum, times with several readings, energy made of volumes. */
function sayWhatIsSpecial(series: readonly MeterSeries[], { heatingValue, say }: UsageImport): void {
  const count = (of: (one: MeterSeries) => number) => series.reduce((sum, one) => sum + of(one), 0)
  const aside = count(({ setAside = [] }) => setAside.length)
  if (aside > 0)
    say(
      `${aside} values stand for "no reading", or are forecasts. They are kept as they are and count in no sum.`,
    )
  const revised = count((one) => one.revised?.length ?? 0)
  if (revised > 0) say(`${revised} readings are revised by later ones of the same file. Both are kept.`)
  if (heatingValue && series.some(({ sourceUnit }) => !/^(Wh|J|Btu|therm|MMBtu)$/.test(sourceUnit)))
    say(`Volumes were turned into energy with a heating value of ${heatingValue.text}.`)
}

/** Returns whether any account has or had the service point within these months. */
async function isAnybodys(
  owner: Pool,
  servicePointId: number,
  first: string,
  last: string,
): Promise<boolean> {
  const [row] = await owner`
    SELECT 1 FROM service_agreements sa JOIN service_agreement_points sap USING (service_agreement_id)
    WHERE sap.service_point_id = ${servicePointId}
      AND sa.started_on < (${`${last}-01`}::date + interval '1 month')
      AND (sa.ended_on IS NULL OR sa.ended_on >= ${`${first}-01`}::date)`
  return row !== undefined
}
