import { createHash } from 'node:crypto'
import type { Sql } from '@porchlight/server/database/sql.ts'
import type { Cell } from '../../copy/cell.ts'
import { StagedRows } from './staged.ts'

/** A table with a `source_digest`: columns that a customer may change too. */
export type RememberedSpec = {
  table: string
  key: string
  values: readonly string[]
  isVersioned: boolean
}

/** Returns a digest of a feed's values in columns that a customer may change, to compare with the next feed. */
export function sourceDigest(values: readonly Cell[]): Uint8Array {
  return createHash('sha256').update(JSON.stringify(values)).digest()
}

/**
 * Columns of known rows that a customer may change too. What the feed said last time, it may say again: that does not undo a
 * change of the customer's. What it says anew stands.
 */
export class RememberedRows {
  readonly #spec: RememberedSpec
  readonly #staged: StagedRows

  constructor(spec: RememberedSpec) {
    const { table, key, values } = spec
    this.#spec = spec
    this.#staged = new StagedRows(table, [key, ...values, 'source_digest'], `${table}_remembered`)
  }

  add(id: string, values: readonly Cell[]): void {
    this.#staged.rows.add(id, ...values, sourceDigest(values))
  }

  /** Rows that are not there yet come too. @returns the keys of rows of which a value changed */
  async store(sql: Sql): Promise<string[]> {
    if (this.#staged.rows.count === 0) return []
    await this.#staged.copy(sql)
    const { table, key, values, isVersioned } = this.#spec
    const all = [key, ...values, 'source_digest']
    const list = (alias: string, columns: readonly string[]) => columns.map((c) => `${alias}.${c}`).join(', ')
    const set = [...values, 'source_digest'].map((c) => `${c} = s.${c}`)
    if (isVersioned) set.push('version = t.version + 1')
    const isSaidAnew = `t.${key} = s.${key} AND t.source_digest IS DISTINCT FROM s.source_digest`
    const from = `FROM ${this.#staged.name} s`
    const changed = await sql.unsafe(`UPDATE ${table} t SET ${set.join(', ')} ${from} WHERE ${isSaidAnew}
      AND (${list('t', values)}) IS DISTINCT FROM (${list('s', values)}) RETURNING t.${key}::text AS id`)
    await sql.unsafe(`UPDATE ${table} t SET source_digest = s.source_digest ${from} WHERE ${isSaidAnew}`)
    const added =
      await sql.unsafe(`INSERT INTO ${table} AS t (${all.join(', ')}) SELECT ${list('s', all)} ${from}
      WHERE NOT EXISTS (SELECT FROM ${table} t WHERE t.${key} = s.${key}) RETURNING t.${key}::text AS id`)
    return [...changed, ...added].map((row) => String(row.id))
  }
}
