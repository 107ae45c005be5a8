import type { Sql } from '@porchlight/server/database/sql.ts'
import { TableRows } from '../../copy/table-rows.ts'
import type { Owner } from './owner.ts'
import { StagedRows } from './staged.ts'

/** A table whose rows are a list of something else's: contacts of a person. */
export type ListSpec = {
  table: string
  /** The column that says whose. */
  owner: string
  /** What makes two rows of one owner the same. */
  identity: readonly string[]
  values: readonly string[]
  /** Columns that are written with a row but make no difference by themselves: a sealed value is never the same twice. */
  carried?: readonly string[]
  /** Columns that only a new row gets: later they are the customer's. */
  initial?: readonly string[]
  /** A column that only one row of an owner may have. The old row loses it before the new row gets it. */
  exclusive?: string
  isVersioned: boolean
  /** A condition on `t`: rows that are not a feed's to delete. */
  kept?: string
}

/**
 * Lists on their way into a table. Those of a new owner are copied straight into it; those of a known owner are staged and
 * compared, so that only rows that differ are written.
 */
export class OwnedLists {
  readonly #spec: ListSpec
  readonly #fresh: TableRows
  readonly #staged: StagedRows
  readonly #owners: StagedRows

  constructor(spec: ListSpec) {
    const { table, owner } = spec
    const columns = columnsOf(spec)
    this.#spec = spec
    this.#fresh = new TableRows(table, columns)
    this.#staged = new StagedRows(table, columns, `${table}_of_${owner}`)
    this.#owners = new StagedRows(table, [owner], `${table}_owners_${owner}`)
  }

  /** The whole list of one owner: encoded rows whose cells are in the order identity, values, carried, initial. */
  add(owner: Owner, list: readonly string[]): void {
    const rows = owner.isNew ? this.#fresh : this.#staged.rows
    if (!owner.isNew) this.#owners.rows.add(owner.id)
    for (const row of list) rows.addEncoded(owner.id, row)
  }

  /** Writes new and changed rows, and removes rows that are no longer in a list. Returns the owners whose lists changed. */
  async store(sql: Sql): Promise<string[]> {
    await this.#fresh.copy(sql)
    if (this.#owners.rows.count === 0) return []
    await this.#owners.copy(sql)
    await this.#staged.copy(sql)
    const touched = new Set<string>()
    for (const statement of this.#statements()) {
      for (const row of await sql.unsafe(statement)) touched.add(String(row.id))
    }
    return [...touched]
  }

  /** Rows go before others come, and lose what is exclusive before others get it. */
  #statements(): string[] {
    const { table, owner, identity, values, carried = [], exclusive, isVersioned, kept } = this.#spec
    const [staged, returning] = [this.#staged.name, `RETURNING t.${owner}::text AS id`]
    const isSame = [
      `t.${owner} = s.${owner}`,
      ...identity.map((c) => `t.${c} IS NOT DISTINCT FROM s.${c}`),
    ].join(' AND ')
    const version = isVersioned ? ['version = t.version + 1'] : []
    const update = (set: readonly string[], differs: string) =>
      `UPDATE ${table} t SET ${[...set, ...version].join(', ')} FROM ${staged} s WHERE ${isSame} AND ${differs} ${returning}`
    const gone = `t.${owner} = o.${owner} AND ${kept ? `NOT (${kept}) AND` : ''} NOT EXISTS (SELECT FROM ${staged} s WHERE ${isSame})`
    const statements = [`DELETE FROM ${table} t USING ${this.#owners.name} o WHERE ${gone} ${returning}`]
    if (exclusive) statements.push(update([`${exclusive} = false`], `t.${exclusive} AND NOT s.${exclusive}`))
    if (values.length > 0) {
      const list = (alias: string) => values.map((c) => `${alias}.${c}`).join(', ')
      const set = [...values, ...carried].map((c) => `${c} = s.${c}`)
      statements.push(update(set, `(${list('t')}) IS DISTINCT FROM (${list('s')})`))
    }
    const all = columnsOf(this.#spec)
    statements.push(`INSERT INTO ${table} AS t (${all.join(', ')}) SELECT ${all.map((c) => `s.${c}`).join(', ')}
      FROM ${staged} s WHERE NOT EXISTS (SELECT FROM ${table} t WHERE ${isSame}) ${returning}`)
    return statements
  }
}

function columnsOf({ owner, identity, values, carried = [], initial = [] }: ListSpec): string[] {
  return [owner, ...identity, ...values, ...carried, ...initial]
}
