/**
 * Measures meter data: what each file of the shared test data (or each file named after `--`) gives, readings per second, bytes a reading in
 * the database, the memory of an import of 100 MB, and a year of quarter hours from the database to the page. `--json`: one object as the last
 * line. `--quick`: 10 MB in place of 100.
 */
import { createReadStream, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { METER_DATA_LIMITS } from '@porchlight/server/features/usage/meter-data/limits.ts'
import { readMeterFile } from '@porchlight/server/features/usage/meter-data/read-meter-file.ts'
import { MeterDataRefused } from '@porchlight/server/features/usage/meter-data/refused.ts'
import { servicePointOf } from '@porchlight/server/testing/add-usage.ts'
import { town } from '@porchlight/server/testing/small-town.ts'
import { openBenchApp } from './bench-app.ts'
import { measure } from './measure.ts'
import { importInProcess } from './usage/import-in-process.ts'
import { writeQuarterHours } from './usage/quarter-hours.ts'

const given = process.argv.slice(2).filter((one) => !one.startsWith('--'))
const megabytes = process.argv.includes('--quick') ? 10 : 100
const data = path.join(process.env.PORCHLIGHT_TEST_DATA ?? '../shared/data', 'greenbutton')
const timeZone = 'America/Los_Angeles'

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(xml|csv)$/i.test(name) && !name.endsWith('profiles_8760.csv'))
    .sort()
    .map((name) => path.join(folder, name))
}

async function* textOf(file: string) {
  for await (const chunk of createReadStream(file, 'utf8')) yield String(chunk)
}

/** What a file gives: its series with their sums, or the reason and the place. */
async function verdictOf(file: string) {
  const name = path.relative(data, file).startsWith('..') ? file : path.relative(data, file)
  try {
    const options = { timeZone, serviceType: 'electricity', limits: METER_DATA_LIMITS } as const
    const { format, series } = await readMeterFile(textOf(file), options)
    return {
      file: name,
      verdict: 'read' as const,
      format,
      series: series.map((one) => {
        let total = 0
        for (let at = 0; at < one.readings.length; at += 1) total += one.readings.amountOf(at)
        return {
          usagePoint: one.usagePoint,
          ...(one.register && { register: one.register }),
          service: one.serviceKind,
          flow: one.flow,
          intervalSeconds: one.intervalSeconds,
          readings: one.readings.length,
          total,
          unit: one.unit,
          revised: one.revised?.length ?? 0,
          setAside: one.setAside?.length ?? 0,
          assumed: one.assumed,
        }
      }),
    }
  } catch (error) {
    if (!(error instanceof MeterDataRefused)) throw error
    const { reason, line, column, detail } = error
    return { file: name, verdict: 'refused' as const, reason, line, column, detail }
  }
}

const files = await Promise.all((given.length > 0 ? given : filesIn(data)).map(verdictOf))
for (const one of files)
  console.log(
    one.verdict === 'read'
      ? `${one.file}: ${one.series.map((s) => `${s.service} ${s.flow} ${s.readings} readings, ${s.total} ${s.unit}`).join('; ')}`
      : `${one.file}: refused, ${one.reason} at ${one.line}:${one.column} (${one.detail})`,
  )

const app = await openBenchApp()
const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-bench-usage-'))
const large = path.join(folder, 'large.xml')
try {
  const { owner } = app
  const servicePointId = await servicePointOf(owner, town.mariaAccount)
  await owner`UPDATE service_agreements SET started_on = '1990-01-01' WHERE account_id = ${town.mariaAccount}`
  const written = await writeQuarterHours(large, megabytes * 1024 * 1024)
  const imported = await importInProcess({ url: app.url, file: large, servicePointId, timeZone })
  const again = await importInProcess({ url: app.url, file: large, servicePointId, timeZone })
  const [stored] = await owner`SELECT sum(length(packed) + COALESCE(length(qualities), 0))::float8 AS bytes,
      pg_total_relation_size('usage_months')::float8 AS with_index FROM usage_months WHERE service_point_id = ${servicePointId}`
  const [newest] =
    await owner`SELECT to_char(max(month) - interval '1 month', 'YYYY-MM') AS month FROM usage_months
    WHERE service_point_id = ${servicePointId}`
  const month = String(newest?.month)
  const maria = await app.signedIn('portal', town.maria)
  const get = async (url: string) => {
    const response = await app.send(app.origins.portal, 'GET', url, maria)
    if (response.status !== 200) throw new Error(`${url}: ${response.status}`)
    return response
  }
  const account = `/accounts/${town.mariaAccount}`
  const year = await measure(20, () => get(`${account}/usage?until=${month}`))
  const days = await measure(20, () => get(`${account}/usage?month=${month}`))
  const day = await measure(20, () => get(`${account}/usage/day?date=${month}-15&step=reading`))
  const result = {
    files,
    import: {
      megabytes,
      readings: written.readings,
      seconds: imported.seconds,
      readingsPerSecond: Math.round(written.readings / imported.seconds),
      memoryMegabytes: imported.memoryMegabytes,
      sameFileAgain: { changed: again.changed, seconds: again.seconds },
    },
    bytesPerReading: Number(stored?.bytes) / written.readings,
    bytesPerReadingWithIndex: Number(stored?.withIndex) / written.readings,
    pages: { yearOfQuarterHours: year, monthOfDays: days, dayOfQuarterHours: day },
  }
  console.table(result.import)
  console.table(result.pages)
  if (process.argv.includes('--json')) console.log(JSON.stringify(result))
} finally {
  rmSync(folder, { recursive: true, force: true })
  await app.close()
}
