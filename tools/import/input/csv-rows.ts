import { MAX_RECORD_BYTES } from './raw-record.ts'
import type { FileLine } from './read-lines.ts'

/** A row of a CSV file, with the line where it begins; or why it cannot be read. */
export type CsvRow = { line: number; bytes: number } & ({ cells: string[] } | { reason: string })

/**
 * Puts rows together from lines (RFC 4180): one with an open quote goes on in the next line. A row whose quotes are not right
 * costs its first line alone, whatever follows it: reading goes on with the second.
 */
export class CsvRows {
  #open: (FileLine & { text: string })[] = []
  #bytes = 0
  #isQuoted = false

  /** The rows that are whole with this line. */
  take(given: FileLine): CsvRow[] {
    const { line, bytes } = given
    if ('reason' in given) return [...this.end(), { line, bytes, reason: given.reason }]
    if (this.#open.length === 0 && given.text.trim() === '') return []
    this.#open.push(given)
    this.#bytes += bytes
    if (hasOddQuotes(given.text)) this.#isQuoted = !this.#isQuoted
    if (this.#isQuoted) return this.#bytes > MAX_RECORD_BYTES ? this.#giveUpFirst() : []
    const cells = cellsOf(this.#open.map(({ text }) => text).join('\n'))
    if (!cells) return this.#giveUpFirst()
    const row = { line: this.#open[0]?.line ?? line, bytes: this.#bytes, cells }
    this.#clear()
    return [row]
  }

  /** What is still open where the file ends, or a line that cannot be read comes. */
  end(): CsvRow[] {
    const rows: CsvRow[] = []
    while (this.#open.length > 0) rows.push(...this.#giveUpFirst())
    return rows
  }

  #giveUpFirst(): CsvRow[] {
    const [first, ...others] = this.#open
    this.#clear()
    if (!first) return []
    const { line, bytes } = first
    return [{ line, bytes, reason: 'quotes-not-right' }, ...others.flatMap((one) => this.take(one))]
  }

  #clear(): void {
    this.#open = []
    this.#bytes = 0
    this.#isQuoted = false
  }
}

function hasOddQuotes(text: string): boolean {
  let isOdd = false
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) isOdd = !isOdd
  return isOdd
}

/** Returns the cells of a row; undefined if a cell has a quote in its middle. */
function cellsOf(row: string): string[] | undefined {
  if (!row.includes('"')) return row.split(',')
  const cells: string[] = []
  const cell = /(?:"([^"]*(?:""[^"]*)*)"|([^",]*))(,|$)/y
  for (;;) {
    const match = cell.exec(row)
    if (!match) return undefined
    const [, quoted, plain = '', end] = match
    cells.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end === '') return cells
  }
}
