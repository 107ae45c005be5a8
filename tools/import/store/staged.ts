import type { Sql } from '@porchlight/server/database/sql.ts'
import { TableRows } from '../../copy/table-rows.ts'

/** Rows beside a table, to be compared with its rows: a temporary table with the same types and collations. */
export class StagedRows {
  readonly name: string
  readonly #rows: TableRows
  readonly #from: string

  constructor(table: string, columns: readonly string[], name = table) {
    this.name = `staged_${name}`
    this.#from = `SELECT ${columns.join(', ')} FROM ${table} WITH NO DATA`
    this.#rows = new TableRows(this.name, columns)
  }

  get rows(): TableRows {
    return this.#rows
  }

  /** The temporary table is made once a connection, is empty after each transaction, and is known to the planner. */
  async copy(sql: Sql): Promise<void> {
    await sql.unsafe(`CREATE TEMP TABLE IF NOT EXISTS ${this.name} ON COMMIT DELETE ROWS AS ${this.#from}`)
    await this.#rows.copy(sql)
    await sql.unsafe(`ANALYZE ${this.name}`)
  }
}
