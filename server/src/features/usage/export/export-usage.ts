import type { Sql } from '#database/sql.ts'
import { addMonths, dateOfDay, monthsUntil } from '../calendar-day.ts'
import { localClock } from '../local-clock.ts'
import { qualityOf } from '../meter-data/quality.ts'
import { unpackMonth } from '../pack-months.ts'
import { usageMonths } from '../queries.ts'
import { type AccountServicePoint, isCovered } from '../service-points.ts'
import { DAY_MINUTES, slotStart } from '../slot-run.ts'
import { unpackQualities } from '../stored/packed-qualities.ts'
import { csvHead, csvLines } from './csv-lines.ts'
import { type ExportReading, type ExportSeries, espiBlock, espiHead, espiTail } from './espi-entries.ts'

export type ExportWanted = {
  format: 'xml' | 'csv'
  /** First and last month, `YYYY-MM`. */
  from: string
  until: string
  /** The month that this part begins with; absent: the first part. */
  at?: string | undefined
  timeZone: string
  title: string
  /** ISO instant. */
  now: string
}

/** Months in one part: a quarter-hour meter's are 2 MB of XML. */
const MONTHS = 4

/** Returns a part of the file of a service point's readings, and the month with which the next one begins; null: it was the last. */
export async function exportUsage(sql: Sql, point: AccountServicePoint, wanted: ExportWanted) {
  const { servicePointId, serviceType } = point
  const { format, from, until, timeZone, title, now } = wanted
  const at = wanted.at ?? from
  const end = [addMonths(at, MONTHS - 1), until].sort()[0] ?? until
  const of = { servicePointId, serviceType, title, updated: now }
  const clock = localClock(timeZone)
  let text = ''
  if (at === from) {
    const series = format === 'xml' ? await seriesBetween(sql, servicePointId, from, until) : []
    text += format === 'xml' ? espiHead(of, series) : csvHead
  }
  const months = monthsUntil(end, monthCount(at, end))
  for (const row of await usageMonths(sql, { servicePointId, months }))
    for (const readings of daysOf(row, timeZone, point.cover))
      text +=
        format === 'xml' ? espiBlock(of, row, readings) : csvLines(serviceType, row, readings, clock.offsetAt)
  const isLast = end >= until
  if (isLast && format === 'xml') text += espiTail
  return { text, next: isLast ? null : addMonths(end, 1) }
}

function monthCount(from: string, until: string): number {
  let count = 1
  while (addMonths(from, count - 1) < until) count += 1
  return count
}

async function seriesBetween(
  sql: Sql,
  servicePointId: number,
  from: string,
  until: string,
): Promise<ExportSeries[]> {
  const rows = await usageMonths(sql, { servicePointId, months: monthsUntil(until, monthCount(from, until)) })
  const series = new Map<string, ExportSeries>()
  for (const { channel, register, intervalMinutes } of rows)
    series.set(`${channel} ${register} ${intervalMinutes}`, { channel, register, intervalMinutes })
  return [...series.values()]
}

type Row = Awaited<ReturnType<typeof usageMonths>>[number]

/** The readings of a row, day by day, as far as the account had the service. */
function daysOf(row: Row, timeZone: string, cover: AccountServicePoint['cover']): ExportReading[][] {
  const clock = localClock(timeZone)
  const run = unpackMonth(row)
  const qualities = unpackQualities(row.qualities, run.values.length)
  const days = new Map<number, ExportReading[]>()
  for (let slot = 0; slot < run.values.length; slot += 1) {
    const value = run.values[slot] ?? null
    if (value === null) continue
    const startsAt = slotStart(run, slot, clock)
    const day = clock.dayOf(startsAt)
    if (!isCovered(dateOfDay(day), cover)) continue
    const isDaily = run.intervalMinutes === DAY_MINUTES
    const seconds = isDaily ? clock.startOfDay(day + 1) - startsAt : run.intervalMinutes * 60
    const readings = days.get(day) ?? []
    days.set(day, readings)
    readings.push({ startsAt, seconds, value, quality: qualityOf(qualities[slot] ?? 0) })
  }
  return [...days.values()]
}
