import { StartRefused } from '@porchlight/server/start-refused.ts'
import type { z } from 'zod'
import { recordsOfRows } from './csv-columns.ts'
import { type CsvRow, CsvRows } from './csv-rows.ts'
import type { RawRecord } from './raw-record.ts'
import { readLines } from './read-lines.ts'

/**
 * Yields the records of a CSV file with a header, one chunk of the file at a time.
 * @throws StartRefused for a header that is not of this schema
 */
export async function* readCsv(
  chunks: AsyncIterable<Buffer>,
  schema: z.ZodType,
): AsyncGenerator<RawRecord[]> {
  const rows = new CsvRows()
  let read: ((row: CsvRow) => RawRecord) | undefined
  for await (const lines of readLines(chunks)) {
    const whole = lines.flatMap((line) => rows.take(line))
    read ??= readerOf(whole.shift(), schema)
    if (read) yield whole.filter(isSaying).map(read)
  }
  const rest = rows.end()
  read ??= readerOf(rest.shift(), schema)
  if (read) yield rest.filter(isSaying).map(read)
}

/** Spreadsheets write rows of separators alone where something was once: as an empty line, they say nothing. */
const isSaying = (row: CsvRow) => 'reason' in row || row.cells.some((cell) => cell.trim() !== '')

function readerOf(header: CsvRow | undefined, schema: z.ZodType): ((row: CsvRow) => RawRecord) | undefined {
  if (!header) return undefined
  if ('reason' in header) throw new StartRefused(`The header cannot be read: ${header.reason}.`)
  const columns = header.cells
  const made = recordsOfRows(columns, schema)
  if (typeof made !== 'function') {
    const unknown = made.unknown.map((column) => `"${column.slice(0, 60)}"`).join(', ')
    throw new StartRefused(`The header has unknown or repeated columns: ${unknown}.`)
  }
  return (row) => {
    const { line, bytes } = row
    if ('reason' in row) return { line, bytes, problem: { field: '', reason: row.reason } }
    if (row.cells.length !== columns.length)
      return { line, bytes, problem: { field: '', reason: 'not-as-many-cells' } }
    return { line, bytes, value: made(row.cells) }
  }
}
