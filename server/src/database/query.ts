import type { Sql } from './sql.ts'

export type QueryTypes = { params: object; row: object }

/** A named, prepared statement with generated types (`npm run types`). */
export type Query<T extends QueryTypes> = {
  (sql: Sql, params: T['params']): Promise<T['row'][]>
  /** The first row; undefined where there is none. */
  first(sql: Sql, params: T['params']): Promise<T['row'] | undefined>
  /** The only row. Throws where there is none: use it for statements that always answer. */
  one(sql: Sql, params: T['params']): Promise<T['row']>
  readonly queryName: string
  readonly text: string
  readonly names: readonly string[]
}

/**
 * Declares a query. Parameters are written `$name`; the row and parameter types come from `queries.generated.ts` beside it,
 * which `npm run types` makes from a freshly migrated database and `npm run check` compares.
 */
export function query<T extends QueryTypes>(queryName: string, source: string): Query<T> {
  const names: string[] = []
  const text = source.replace(/\$([a-zA-Z]\w*)/g, (_, name: string) => {
    if (!names.includes(name)) names.push(name)
    return `$${names.indexOf(name) + 1}`
  })
  const run = async (sql: Sql, params: T['params']): Promise<T['row'][]> => {
    const given = params as Record<string, never>
    const values = names.map((name) => given[name] ?? null)
    return [...(await sql.unsafe(text, values, { prepare: true }))] as T['row'][]
  }
  const first = async (sql: Sql, params: T['params']) => (await run(sql, params))[0]
  const one = async (sql: Sql, params: T['params']) => {
    const row = await first(sql, params)
    if (row === undefined) throw new Error(`${queryName} answered no row`)
    return row
  }
  return Object.assign(run, { first, one, queryName, text, names })
}
