import type { Pool } from '@porchlight/server/database/sql.ts'
import { fillSearch, isSearchEmpty } from './fill.ts'
import { type IndexPart, indexParts } from './index-parts.ts'

/** Batch size in keys. Larger batches hold locks longer; smaller ones cost more statements. */
const part = 5000

export type Rebuild = {
  /** Receives the progress, from 0 to 1, and the part of the index. */
  onProgress(fraction: number, step: string): void
  /** On abort, the rebuild finishes its batch and stops; the next rebuild continues there. */
  signal?: AbortSignal
  /** Starts from the first key, even if an earlier rebuild was stopped halfway. */
  fromStart?: boolean
}

/**
 * Rebuilds the search index in batches, each in its own transaction, while the application runs. Writes only rows that differ.
 * Continues a rebuild that was stopped. Fills an empty index in one transaction.
 * @param owner a pool of the database's owner
 * @returns whether it reached the end
 */
export async function rebuildSearch(
  owner: Pool,
  { onProgress, signal, fromStart }: Rebuild,
): Promise<boolean> {
  if (await isSearchEmpty(owner)) {
    await owner.begin((sql) => fillSearch(sql, (fraction) => onProgress(fraction, 'all')))
    return true
  }
  if (fromStart) await owner`DELETE FROM search_rebuild`
  for (const [nth, step] of indexParts.entries()) {
    const told = (fraction: number) => onProgress((nth + fraction) / (indexParts.length + 0.1), step.step)
    if (!(await rebuildStep(owner, step, told, signal))) return false
  }
  onProgress(1, 'words')
  // Another version of PostgreSQL may compute other hashes.
  if (fromStart)
    await owner`UPDATE search_lexicon SET deletes = search_deletes(kind, term)
      WHERE deletes IS DISTINCT FROM search_deletes(kind, term)`
  await owner`SELECT search_count_words()`
  for (const { table } of indexParts) await owner.unsafe(`ANALYZE ${table}`)
  await owner`ANALYZE search_lexicon`
  await owner`DELETE FROM search_rebuild`
  return true
}

async function rebuildStep(
  owner: Pool,
  step: IndexPart,
  told: (fraction: number) => void,
  signal?: AbortSignal,
) {
  const [first] = await owner.unsafe(
    `SELECT min(${step.key}) AS least, max(${step.key}) AS most FROM ${step.of}`,
  )
  const [progress] = await owner`SELECT behind FROM search_rebuild WHERE step = ${step.step}`
  const least = Number(first?.least ?? 0) - 1
  const most = Number(first?.most ?? 0)
  let behind = progress ? Number(progress.behind) : -1
  // The last batch has no upper end, so that it also removes rows whose keys no longer exist.
  while (behind < Number.MAX_SAFE_INTEGER) {
    if (signal?.aborted) return false
    behind = await rebuildPart(owner, step, behind)
    told(Math.min(1, (behind - least) / Math.max(1, most - least)))
  }
  return true
}

/** Refreshes the next batch in one transaction. Returns its last key. */
async function rebuildPart(
  owner: Pool,
  { step, table, of, key, refresh }: IndexPart,
  behind: number,
): Promise<number> {
  return owner.begin(async (sql) => {
    await sql.unsafe('SET LOCAL synchronous_commit = off')
    const [row] = await sql.unsafe(
      `SELECT count(*) AS count, max(id) AS last
       FROM (SELECT ${key} AS id FROM ${of} WHERE ${key} > $1 ORDER BY 1 LIMIT ${part}) ids`,
      [behind],
    )
    const last = row && Number(row.count) === part ? Number(row.last) : Number.MAX_SAFE_INTEGER
    // Includes keys that are still in the index and no longer in the table.
    await sql.unsafe(
      `SELECT ${refresh}(ARRAY(
         SELECT ${key} FROM ${of} WHERE ${key} > $1 AND ${key} <= $2
         UNION SELECT ${key} FROM ${table} WHERE ${key} > $1 AND ${key} <= $2))`,
      [behind, last],
    )
    await sql`INSERT INTO search_rebuild (step, behind) VALUES (${step}, ${last})
      ON CONFLICT (step) DO UPDATE SET behind = excluded.behind`
    return last
  })
}
