import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { Pool } from '@porchlight/server/database/sql.ts'
import type { GreenButtonSeries } from '@porchlight/server/features/usage/green-button/green-button-series.ts'
import { readGreenButton } from '@porchlight/server/features/usage/green-button/read-green-button.ts'
import { GreenButtonRefused } from '@porchlight/server/features/usage/green-button/refused.ts'
import { localClock } from '@porchlight/server/features/usage/local-clock.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'
import { chosenSeries } from './chosen-series.ts'
import { joinAll } from './join-months.ts'
import { packedSeries } from './packed-series.ts'
import { storeMonths } from './store-months.ts'

export type UsageImport = {
  file: string
  servicePointId: number
  /** The path of a usage point in the file, where it has several. */
  usagePoint: string | undefined
  /** IANA name: months are the utility's. */
  timeZone: string
  /** Asks whether what the file does not say may be taken as usual. */
  confirm(question: string): Promise<boolean>
  say(sentence: string): void
  /** From 0 to 1: half of it is reading, half is writing. */
  onProgress(fraction: number): void
}

/**
 * Imports a Green Button file: the readings of one usage point become those of one service point of ours, all of them in
 * one transaction or none. The same file again changes nothing.
 * @param owner a connection of the database's owner.
 * @throws StartRefused with the reason, and for a file that cannot be read its line and column
 */
export async function importUsage(
  owner: Pool,
  given: UsageImport,
): Promise<{ months: number; changed: number }> {
  const { servicePointId, timeZone, say } = given
  const [point] =
    await owner`SELECT service_type FROM service_points WHERE service_point_id = ${servicePointId}`
  if (!point) throw new StartRefused(`There is no service point ${servicePointId}.`)
  const all = await readFile(given)
  const series = chosenSeries(all, { ...given, serviceType: String(point.serviceType) })
  await confirmAssumed(series, given)
  const clock = localClock(timeZone)
  const months = joinAll(
    series.flatMap((one) => packedSeries(one, servicePointId, timeZone)),
    clock,
  )
  const changed = await owner.begin((sql) =>
    storeMonths(sql, months, clock, (done) => given.onProgress(0.5 + done / months.length / 2)),
  )
  const named = months.map(({ month }) => month).sort()
  const [first = '', last = ''] = [named[0], named.at(-1)]
  if (!(await isAnybodys(owner, servicePointId, first, last)))
    say(
      `No account had service point ${servicePointId} from ${first} to ${last}: no customer sees these readings.`,
    )
  return { months: months.length, changed }
}

async function readFile({ file, onProgress }: UsageImport): Promise<GreenButtonSeries[]> {
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
  return readGreenButton(text()).catch((error: unknown) => {
    if (!(error instanceof GreenButtonRefused)) throw error
    const { reason, line, column, message } = error
    const detail = message.replace(/^\S+ at \d+:\d+: /, '')
    throw new StartRefused(
      `${path.basename(file)} is refused at line ${line}, column ${column}: ${reason} (${detail}). Nothing was stored.`,
    )
  })
}

const usual = { serviceKind: 'electricity', unit: 'watt hours', flow: 'energy delivered' } as const

/** Asks a person before values that a file leaves out are taken as the usual ones. */
async function confirmAssumed(series: readonly GreenButtonSeries[], { confirm }: UsageImport): Promise<void> {
  const assumed = [...new Set(series.flatMap((one) => one.assumed))].map((what) => usual[what])
  if (assumed.length === 0) return
  if (await confirm(`The file does not say what it measures. Take it as ${assumed.join(', ')}?`)) return
  throw new StartRefused('Nothing was stored. Add --yes to agree without the question.')
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
