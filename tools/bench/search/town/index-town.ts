import { readMigrations } from '@porchlight/server/database/migrate.ts'
import type { Pool } from '@porchlight/server/database/sql.ts'
import { progressBar } from '@porchlight/server/start/progress-bar.ts'
import { rebuildSearch } from '../../../search/rebuild.ts'

/** Seconds to build the search index, and the version of the schema that built it. */
export type IndexFacts = { seconds: number; schema: string }

const tables = ['search_names', 'search_premises', 'search_occupants', 'search_lexicon']

/** Reads the migrations that make the search index. */
async function schemaOfIndex(): Promise<string> {
  const migrations = await readMigrations()
  return migrations
    .flatMap(({ name, checksum }) => (name.includes('search') ? checksum.slice(0, 8) : []))
    .join('-')
}

/** Makes the search index from nothing by the product's own rebuild, unless `storedFacts` says that it exists already. */
export async function indexTown(
  owner: Pool,
  size: number,
  storedFacts: IndexFacts | null,
): Promise<IndexFacts> {
  const schema = await schemaOfIndex()
  if (storedFacts?.schema === schema) return storedFacts
  await owner.unsafe(`TRUNCATE ${tables.join(', ')}`)
  const bar = progressBar(`Indexing ${size.toLocaleString('en')} people`, (sentence) => console.log(sentence))
  const started = performance.now()
  await rebuildSearch(owner, { fromStart: true, onProgress: bar.update }).finally(bar.stop)
  const seconds = Math.round((performance.now() - started) / 100) / 10
  // Otherwise an autovacuum would clean up after the load in the middle of a measurement.
  for (const table of tables) await owner.unsafe(`VACUUM (ANALYZE) ${table}`)
  return { seconds, schema }
}
