import type { Sql } from '@porchlight/server/database/sql.ts'
import type { Owner } from './owner.ts'

/** Returns the rows of a table that have these source keys, by source key. */
export async function knownKeys(
  sql: Sql,
  table: string,
  key: string,
  sourceKeys: readonly string[],
): Promise<Map<string, string>> {
  if (sourceKeys.length === 0) return new Map()
  const rows = await sql.unsafe(
    `SELECT source_key AS "sourceKey", ${key}::text AS id FROM ${table} WHERE source_key = ANY ($1::text[])`,
    [[...new Set(sourceKeys)]],
  )
  return new Map(rows.map((row) => [String(row.sourceKey), String(row.id)]))
}

/** Returns `count` new keys of a table. */
export async function newKeys(sql: Sql, table: string, key: string, count: number): Promise<string[]> {
  if (count === 0) return []
  const rows = await sql.unsafe(
    // The sequence is looked up once, which takes longer than a number of it.
    `WITH found AS MATERIALIZED (SELECT pg_get_serial_sequence($1, $2)::regclass AS sequence)
     SELECT nextval(found.sequence)::text AS id FROM found, generate_series(1, $3::integer)`,
    [table, key, count],
  )
  return rows.map((row) => String(row.id))
}

/** Returns the row of each source key: the existing one, or a new key. */
export async function ownersOf(
  sql: Sql,
  table: string,
  key: string,
  sourceKeys: readonly string[],
): Promise<Map<string, Owner>> {
  const existing = await knownKeys(sql, table, key, sourceKeys)
  const missing = [...new Set(sourceKeys)].filter((one) => !existing.has(one))
  const fresh = await newKeys(sql, table, key, missing.length)
  const owners = new Map<string, Owner>()
  for (const [sourceKey, id] of existing) owners.set(sourceKey, { id, isNew: false })
  for (const [at, sourceKey] of missing.entries()) owners.set(sourceKey, { id: fresh[at] ?? '', isNew: true })
  return owners
}
