import { type Cell, encodedCell } from '../../copy/cell.ts'
import { usageHead } from '../usage/usage-cells.ts'
import { type TableName, tableNames } from './tables.ts'

type Lines = Record<TableName, string[]>

const noLines = () => Object.fromEntries(tableNames.map((name) => [name, [] as string[]])) as Lines

/** Collects rows for the database, by table, as lines of COPY's text format. */
export class Rows {
  lines: Readonly<Lines> = noLines()
  /** Rows of usage_months in COPY's binary format: most of all bytes are there. */
  usage: Buffer[] = []
  /** The length of all rows, in characters: about their bytes. */
  size = 0
  count = 0

  /** Adds a row; the cells are in the order of the table's columns in tables.ts. */
  add(table: TableName, first: Cell, ...others: Cell[]): void {
    let line = encodedCell(first)
    for (const cell of others) line += `\t${encodedCell(cell)}`
    this.addLine(table, line)
  }

  /** Adds a line that is encoded already. */
  addLine(table: TableName, line: string): void {
    this.lines[table].push(line)
    this.size += line.length
    this.count += 1
  }

  /** `cells` is what `usageCells` made. */
  addUsage(servicePointId: number, cells: Buffer): void {
    this.usage.push(usageHead(servicePointId), cells)
    this.size += cells.length
    this.count += 1
  }

  /** Returns the collected rows and starts an empty collection. */
  take(): Rows {
    const taken = new Rows()
    Object.assign(taken, { lines: this.lines, usage: this.usage, size: this.size, count: this.count })
    Object.assign(this, { lines: noLines(), usage: [], size: 0, count: 0 })
    return taken
  }
}
