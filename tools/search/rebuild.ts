import type { Pool } from '@porchlight/server/database/sql.ts'
import { fillSearch, isSearchEmpty } from './fill.ts'
import { type IndexPart, indexParts } from './index-parts.ts'

/** So many at a time: enough for one statement to be worth it, few enough that nobody waits long for their rows. */
const part = 5000

export type Rebuild = {
  /** From 0 to 1, and which part of the index. */
  onProgress(fraction: number, step: string): void
  /** Aborted: what is in hand is finished, the next rebuild goes on from there. */
  signal?: AbortSignal
  /** Begin at the beginning, whatever a rebuild before this one has done. */
  fromStart?: boolean
}

/**
 * Brings the whole search index in step with what it is made of, part by part, each in a transaction of its own: requests go on
 * meanwhile, and what is in step already is not written. A rebuild that was stopped goes on where it was. An empty index is
 * filled at once.
 * @param owner a pool of the database's owner
 * @returns whether it came to the end
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
  // Another version of PostgreSQL may hash otherwise.
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
  const [known] = await owner`SELECT behind FROM search_rebuild WHERE step = ${step.step}`
  const least = Number(first?.least ?? 0) - 1
  const most = Number(first?.most ?? 0)
  let behind = known ? Number(known.behind) : -1
  // The last part has no end: it takes what is left in the index as well.
  while (behind < Number.MAX_SAFE_INTEGER) {
    if (signal?.aborted) return false
    behind = await rebuildPart(owner, step, behind)
    told(Math.min(1, (behind - least) / Math.max(1, most - least)))
  }
  return true
}

/** The next so many in a transaction; gives the last of them. */
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
    // With those that are no more, and still in the index.
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
