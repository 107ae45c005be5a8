import type { Pool } from '@porchlight/server/database/sql.ts'
import { indexParts } from './index-parts.ts'

/** How one part of the index differs from its sources. */
export type OutOfStep = {
  table: string
  /** How many rows are missing, and how many should not be there. */
  missing: number
  surplus: number
  /** Up to ten of their persons, premises or accounts. */
  of: string
  ids: readonly number[]
}

const size = 20_000

/**
 * Compares the search index with what it is made of, part by part, each at one moment. Requests continue in the meantime.
 * Words of the index that the lexicon lacks, or counts as used by no one, are told as missing there, those with other hashes than this PostgreSQL makes as
 * surplus.
 * @returns what is out of step; nothing where all is well
 */
export async function verifySearch(
  owner: Pool,
  onProgress: (fraction: number) => void,
): Promise<OutOfStep[]> {
  const differences: OutOfStep[] = []
  for (const [nth, { table, wanted, key, of }] of indexParts.entries()) {
    const [range] = await owner.unsafe(
      `SELECT least(min(a.${key}), (SELECT min(${key}) FROM ${table})) AS least,
         greatest(max(a.${key}), (SELECT max(${key}) FROM ${table})) AS most FROM ${of} a`,
    )
    const result = { table, missing: 0, surplus: 0, of, ids: new Set<number>() }
    const most = Number(range?.most ?? -1)
    for (let from = Number(range?.least ?? 0); from <= most; ) {
      const [next] = await owner.unsafe(
        `SELECT max(id) AS last FROM (SELECT ${key} AS id FROM ${of} WHERE ${key} >= $1 ORDER BY 1 LIMIT ${size}) ids`,
        [from],
      )
      const to = next?.last === null || next?.last === undefined ? most : Number(next.last)
      const rows = await owner.unsafe(
        `WITH have AS MATERIALIZED (SELECT * FROM ${table} WHERE ${key} BETWEEN $1 AND $2),
           want AS MATERIALIZED (SELECT * FROM ${wanted} WHERE ${key} BETWEEN $1 AND $2)
         SELECT 'missing' AS kind, ${key} AS id FROM (SELECT * FROM want EXCEPT SELECT * FROM have) m
         UNION ALL SELECT 'surplus', ${key} FROM (SELECT * FROM have EXCEPT ALL SELECT * FROM want) s`,
        [from, to],
      )
      for (const row of rows) {
        if (row.kind === 'missing') result.missing++
        else result.surplus++
        if (result.ids.size < 10) result.ids.add(Number(row.id))
      }
      onProgress((nth + Math.min(1, to / Math.max(1, most))) / (indexParts.length + 1))
      from = to + 1
    }
    if (result.missing + result.surplus > 0) differences.push({ ...result, ids: [...result.ids] })
  }
  const [words] = await owner`SELECT count(*) AS missing FROM (
    SELECT 'name' AS kind, surname AS term FROM search_names UNION SELECT 'name', given FROM search_names
    UNION SELECT 'street', core FROM search_premises UNION SELECT 'city', city FROM search_premises
    EXCEPT SELECT kind, term FROM search_lexicon WHERE hits > 0) w WHERE term <> ''`
  const [hashes] =
    await owner`SELECT count(*) AS other FROM search_lexicon WHERE deletes <> search_deletes(kind, term)`
  const missing = Number(words?.missing ?? 0)
  const surplus = Number(hashes?.other ?? 0)
  if (missing + surplus > 0)
    differences.push({ table: 'search_lexicon', missing, surplus, of: 'words', ids: [] })
  onProgress(1)
  return differences
}
