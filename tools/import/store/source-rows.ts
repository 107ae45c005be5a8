import type { Sql } from '@porchlight/server/database/sql.ts'
import type { Cell } from '../../copy/cell.ts'
import { TableRows } from '../../copy/table-rows.ts'
import type { Owner } from './owner.ts'
import { StagedRows } from './staged.ts'

/** A table whose rows the CIS knows by a source key. */
export type SourceSpec = {
  table: string
  key: string
  values: readonly string[]
  /** Columns that stay as they are where the record does not say, with what a new row gets. */
  optional?: Readonly<Record<string, Cell>>
  /** Columns that only a new row gets. */
  initial?: readonly string[]
  isVersioned: boolean
}

/** Rows with source keys on their way into a table: new ones are copied straight into it, known ones staged and compared. */
export class SourceRows {
  readonly #spec: SourceSpec
  readonly #defaults: readonly Cell[]
  readonly #fresh: TableRows
  readonly #staged: StagedRows

  constructor(spec: SourceSpec) {
    const { table, key, values, optional = {} } = spec
    this.#spec = spec
    this.#defaults = Object.values(optional)
    const columns = [...values, ...Object.keys(optional)]
    this.#fresh = new TableRows(table, [key, 'source_key', ...columns, ...(spec.initial ?? [])])
    this.#staged = new StagedRows(table, [key, ...columns])
  }

  /** @param optional in the order of the table's; undefined: the record does not say. */
  add(
    owner: Owner,
    sourceKey: string,
    values: readonly Cell[],
    optional: readonly (Cell | undefined)[] = [],
    initial: readonly Cell[] = [],
  ): void {
    if (owner.isNew) {
      const filled = this.#defaults.map((cell, at) => optional[at] ?? cell)
      this.#fresh.add(owner.id, sourceKey, ...values, ...filled, ...initial)
    } else this.#staged.rows.add(owner.id, ...values, ...optional.map((cell) => cell ?? null))
  }

  /** The new rows: they are needed before what refers to them. */
  async copyNew(sql: Sql): Promise<void> {
    await this.#fresh.copy(sql)
  }

  /**
   * The rows that differ, and those of which something else changed: their version grows by one.
   * @param touched keys of rows of which something in another table changed
   * @returns the keys of the rows that were written
   */
  async storeChanges(sql: Sql, touched: readonly string[] = []): Promise<string[]> {
    if (this.#staged.rows.count === 0) return []
    await this.#staged.copy(sql)
    const { table, key, values, optional = {}, isVersioned } = this.#spec
    const kept = Object.keys(optional)
    const wanted = [...values.map((c) => `s.${c}`), ...kept.map((c) => `COALESCE(s.${c}, t.${c})`)]
    const columns = [...values, ...kept]
    const set = columns.map((c, at) => `${c} = ${wanted[at]}`)
    if (isVersioned) set.push('version = t.version + 1')
    const rows = await sql.unsafe(
      `UPDATE ${table} t SET ${set.join(', ')}
       FROM ${this.#staged.name} s LEFT JOIN unnest($1::bigint[]) AS touched (id) ON touched.id = s.${key}
       WHERE t.${key} = s.${key} AND (touched.id IS NOT NULL
         OR (${columns.map((c) => `t.${c}`).join(', ')}) IS DISTINCT FROM (${wanted.join(', ')}))
       RETURNING t.${key}::text AS id`,
      [isVersioned ? [...new Set(touched)] : []],
    )
    return rows.map((row) => String(row.id))
  }
}
