import type { Sql } from '@porchlight/server/database/sql.ts'
import { type Cell, encodedRow } from './cell.ts'
import { copyIn, textChunks } from './copy-in.ts'

/** Rows on their way into one table, as lines of COPY's text format. */
export class TableRows {
  readonly #lines: string[] = []

  constructor(
    readonly table: string,
    readonly columns: readonly string[],
  ) {}

  /** The cells stand in the order of the columns. */
  add(...cells: Cell[]): void {
    this.#lines.push(encodedRow(cells))
  }

  /** A row that is encoded already, but for its first cell. */
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
