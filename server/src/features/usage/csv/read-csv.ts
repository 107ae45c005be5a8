import { localClock } from '../local-clock.ts'
import type { MeterSeries } from '../meter-data/meter-series.ts'
import { PERIODS, type SetAside } from '../meter-data/meter-series.ts'
import { namedUnit } from '../meter-data/named-units.ts'
import { decimalField, wholeUnits } from '../meter-data/number-field.ts'
import type { ReadingQuality } from '../meter-data/quality.ts'
import type { ReadOptions } from '../meter-data/read-options.ts'
import { MeterDataRefused, START } from '../meter-data/refused.ts'
import { isSentinel } from '../meter-data/sentinel.ts'
import { type IntervalReading, SeriesReadings } from '../meter-data/series-readings.ts'
import { type Line, textLines } from '../meter-data/text-lines.ts'
import type { SourceUnit } from '../meter-data/units.ts'
import { type CsvColumns, csvColumns } from './csv-columns.ts'
import { CsvTimes } from './csv-times.ts'

/** Lines before the headings: a name, an address, an account. */
const MOST_LINES_BEFORE = 30

type Flow = 'delivered' | 'received'
type Row = IntervalReading & { line: number; aside?: number }
type Rows = { flow: Flow; unit: SourceUnit; rows: Row[] }

/**
 * Reads a file of values in columns (CSV): a line for each reading, below headings such as `DATE,START TIME,END TIME,USAGE (kWh)` or
 * `start,value,unit,direction,quality`. Lines above the headings are passed over. Times without an offset are the utility's.
 * @throws MeterDataRefused with the reason and the place: a file is read whole or not
 */
export async function readCsv(
  chunks: AsyncIterable<string>,
  separator: string,
  { timeZone, serviceType, limits }: Required<ReadOptions>,
): Promise<MeterSeries[]> {
  let columns: CsvColumns | undefined
  let before = 0
  const lines: Line[] = []
  const times = new CsvTimes(localClock(timeZone))
  for await (const line of textLines(chunks, separator, limits)) {
    if (columns) {
      if (lines.length >= limits.readings)
        throw new MeterDataRefused('too-many-readings', line.place(0), `more than ${limits.readings}`)
      times.look(line, columns)
      lines.push(line)
      continue
    }
    columns = csvColumns(line.fields)
    before += 1
    if (!columns && before >= MOST_LINES_BEFORE) break
  }
  if (!columns)
    throw new MeterDataRefused('unknown-format', START, 'no line of headings with a time and a value')
  const groups = rowsOf(lines, columns, times, separator)
  const series = [...groups.values()].flatMap((group) => seriesOf(group, serviceType))
  if (series.length === 0)
    throw new MeterDataRefused('no-interval-readings', START, 'no reading with a value')
  return series
}

function rowsOf(
  lines: readonly Line[],
  columns: CsvColumns,
  times: CsvTimes,
  separator: string,
): Map<string, Rows> {
  const groups = new Map<string, Rows>()
  const spans = times.spans(lines, columns)
  for (const [nth, line] of lines.entries()) {
    const span = spans[nth]
    for (const { column, flow: ofColumn, unit: ofHeading } of columns.values) {
      const text = number(line.fields[column] ?? '', separator)
      if (text === '' || span === undefined) continue
      const flow = columns.direction === undefined ? ofColumn : directionOf(line, columns.direction)
      const written = columns.unit === undefined ? undefined : (line.fields[columns.unit] ?? '')
      const unit = written ? namedUnit(written) : ofHeading
      if (!unit)
        throw new MeterDataRefused(
          'unknown-unit',
          line.place(columns.unit ?? column),
          `unit "${(written ?? '').slice(0, 20)}"`,
        )
      const value = decimalField({ text, ...line.place(column) })
      const quality =
        columns.quality === undefined ? undefined : qualityOf(line.fields[columns.quality] ?? '')
      const key = `${flow} ${unit.unit}`
      const group = groups.get(key) ?? { flow, unit, rows: [] }
      groups.set(key, group)
      group.rows.push({
        ...span,
        value: isSentinel(value) ? 0 : wholeUnits(value * unit.factor, line.place(column)),
        ...(quality ? { quality } : {}),
        line: line.number,
        ...(isSentinel(value) ? { aside: value } : {}),
      })
    }
  }
  return groups
}

/** Returns a number as `decimalField` reads it: without separators of thousands, and with a point where the file has commas. */
function number(text: string, separator: string): string {
  const plain = text.replace(/\s/g, '')
  if (separator === ';' && /^[+-]?\d+,\d+$/.test(plain)) return plain.replace(',', '.')
  return plain
    .replace(/^([+-]?)\./, '$10.')
    .replace(/^([+-]?\d{1,3}(?:,\d{3})+)(\.\d+)?$/, (all) => all.replaceAll(',', ''))
}

function directionOf(line: Line, column: number): Flow {
  const text = (line.fields[column] ?? '').toLowerCase()
  if (/^(delivered|imported|imports?|consumption|consumed|usage|used|forward|from grid|1)$/.test(text))
    return 'delivered'
  if (/^(received|export(ed)?|generation|generated|feed.?in|reverse|to grid|sent back|19)$/.test(text))
    return 'received'
  throw new MeterDataRefused(
    'unsupported-flow-direction',
    line.place(column),
    `direction "${text.slice(0, 20)}"`,
  )
}

function qualityOf(text: string): ReadingQuality | undefined {
  const word = text.toLowerCase()
  if (word === '') return undefined
  if (/^(a|actual|valid|validated|verified|read|no|n|false)$/.test(word)) return 'actual'
  if (/^(e|est|estimated?|yes|y|true)$/.test(word)) return 'estimated'
  if (/^(s|f|sub|substituted?|edited)$/.test(word)) return 'substituted'
  if (/^(q|questionable|suspect)$/.test(word)) return 'questionable'
  return /^(raw|unchecked)$/.test(word) ? 'unchecked' : 'other'
}

function seriesOf({ flow, unit, rows }: Rows, serviceType: MeterSeries['serviceKind']): MeterSeries[] {
  const byInterval = new Map<number, Row[]>()
  for (const row of rows) {
    const interval = intervalOf(row.durationSeconds)
    const same = byInterval.get(interval) ?? []
    byInterval.set(interval, same)
    same.push(row)
  }
  return [...byInterval].map(([intervalSeconds, all]) => {
    const readings = new SeriesReadings(all.length)
    const revised: IntervalReading[] = []
    const setAside: SetAside[] = []
    let last: Row | undefined
    const keep = () => last && readings.push(last, { line: last.line, column: 1 })
    for (const row of all.toSorted((a, b) => a.startsAt - b.startsAt)) {
      const { startsAt, durationSeconds, aside } = row
      if (aside !== undefined) {
        setAside.push({ startsAt, durationSeconds, raw: aside, why: 'sentinel' })
        continue
      }
      if (last?.startsAt === startsAt) {
        if (last.value !== row.value) revised.push(last)
        last = row
        continue
      }
      keep()
      last = row
    }
    keep()
    return {
      usagePoint: '',
      serviceKind: serviceType,
      unit: unit.unit,
      sourceUnit: unit.name,
      flow,
      intervalSeconds,
      readings,
      ...(revised.length > 0 ? { revised } : {}),
      ...(setAside.length > 0 ? { setAside } : {}),
      assumed: [],
    }
  })
}

const HOUR = 3600
/** Days by the calendar have 23 to 25 hours; what is longer is a billing period. */
function intervalOf(durationSeconds: number): number {
  if (durationSeconds > 25 * HOUR) return PERIODS
  return durationSeconds >= 23 * HOUR ? 24 * HOUR : durationSeconds
}
