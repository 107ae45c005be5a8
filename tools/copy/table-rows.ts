import type { Sql } from '@porchlight/server/database/sql.ts'
import { type Cell, encodedRow } from './cell.ts'
import { copyIn, textChunks } from './copy-in.ts'

/** Collects rows of one table as lines of COPY's text format. */
export class TableRows {
  readonly #lines: string[] = []

  constructor(
    readonly table: string,
    readonly columns: readonly string[],
  ) {}

  /** Adds a row; the cells are in the order of the columns. */
  add(...cells: Cell[]): void {
    this.#lines.push(encodedRow(cells))
  }

  /** Adds a row of which all but the first cell is encoded already. */
  addEncoded(first: Cell, others: string): void {
    this.#lines.push(`${encodedRow([first])}\t${others}`)
  }

  get count(): number {
    return this.#lines.length
  }

  /** Writes the rows, if there are any. */
  async copy(sql: Sql): Promise<void> {
    if (this.count === 0) return
    const into = `COPY ${this.table} (${this.columns.join(', ')}) FROM STDIN`
    await copyIn(sql, into, textChunks(this.#lines))
  }
}
