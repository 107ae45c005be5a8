import type { Sql } from '@porchlight/server/database/sql.ts'
import { type IndexPart, indexParts } from './index-parts.ts'

const sources =
  'persons, csr_users, person_names, premises, account_persons, service_agreements, service_agreement_points, service_points'

const lexicon = `
  INSERT INTO search_lexicon (kind, term, hits, deletes)
  SELECT w.kind, w.term, w.hits, search_deletes(w.kind, w.term) FROM (
    SELECT 'name' AS kind, t.term, count(*)::integer AS hits
    FROM search_names n, LATERAL (VALUES (n.surname), (n.given)) t (term) GROUP BY t.term
    UNION ALL SELECT 'street', p.core, count(*) FROM search_premises p GROUP BY p.core
    UNION ALL SELECT 'city', p.city, count(*) FROM search_premises p GROUP BY p.city) w
  WHERE w.term <> '' ORDER BY w.kind, w.term`

const size = 100_000

/** Tells whether the index is empty: after a demo was filled, a restore, or a first load without triggers. */
export async function isSearchEmpty(sql: Sql): Promise<boolean> {
  const [row] = await sql.unsafe(
    'SELECT NOT EXISTS (SELECT 1 FROM search_names) AND NOT EXISTS (SELECT 1 FROM search_premises) AS empty',
  )
  return row?.empty === true
}

/**
 * Fills the empty search index in the caller's transaction. It builds the B-trees after the rows, which is several times as fast
 * as row by row. Writes to the tables that the index is built from wait until the transaction commits.
 * @param onProgress from 0 to 1
 */
export async function fillSearch(sql: Sql, onProgress: (fraction: number) => void): Promise<void> {
  await sql.unsafe(`LOCK TABLE ${sources} IN SHARE MODE`)
  await sql.unsafe("SET LOCAL work_mem = '256MB'")
  await sql.unsafe("SET LOCAL maintenance_work_mem = '512MB'")
  const indexes = await sql.unsafe(`SELECT c.relname AS name, pg_get_indexdef(i.indexrelid) AS definition
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid IN ('search_names'::regclass, 'search_premises'::regclass, 'search_occupants'::regclass,
      'search_lexicon'::regclass) AND NOT i.indisprimary`)
  for (const { name } of indexes) await sql.unsafe(`DROP INDEX ${name}`)
  // The guarded tables may have rows although the index is empty: they are filled again.
  await sql.unsafe('TRUNCATE search_guarded_accounts, search_guarded_persons')
  for (const [nth, part] of indexParts.entries()) {
    await fillPart(sql, part, (fraction) => onProgress(((nth + fraction) / indexParts.length) * 0.7))
    await sql.unsafe(`ANALYZE ${part.table}`)
  }
  await sql.unsafe(lexicon)
  for (const [nth, { definition }] of indexes.entries()) {
    await sql.unsafe(String(definition))
    onProgress(0.8 + (0.2 * (nth + 1)) / indexes.length)
  }
  await sql.unsafe('ANALYZE search_lexicon')
}

async function fillPart(
  sql: Sql,
  { table, wanted, key, of, columns }: IndexPart,
  told: (fraction: number) => void,
): Promise<void> {
  const [last] = await sql.unsafe(`SELECT max(${key}) AS id FROM ${of}`)
  const most = Number(last?.id ?? -1)
  for (let behind = -1; behind < most; ) {
    const [row] = await sql.unsafe(
      `SELECT max(id) AS id FROM (SELECT ${key} AS id FROM ${of} WHERE ${key} > $1 ORDER BY 1 LIMIT ${size}) ids`,
      [behind],
    )
    const to = Number(row?.id ?? most)
    await sql.unsafe(
      `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM ${wanted} WHERE ${key} > $1 AND ${key} <= $2`,
      [behind, to],
    )
    behind = to
    told(Math.min(1, behind / most))
  }
}
