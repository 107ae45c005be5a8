import { openPool, type Pool } from '@porchlight/server/database/sql.ts'
import { rounded } from '../measures/percentiles.ts'
import type { Query } from '../query.ts'
import { compare, type Found } from './compare.ts'
import { documentText, makeDocuments } from './documents.ts'

const indexes = {
  bench_documents_all: `CREATE INDEX bench_documents_all ON bench_documents USING gin ((name || ' ' || address) gin_trgm_ops) WITH (fastupdate = off)`,
  bench_documents_name:
    'CREATE INDEX bench_documents_name ON bench_documents USING gin (name gin_trgm_ops) WITH (fastupdate = off)',
}

/** Measures the index build; `build_s` is null if an earlier run built the indexes. */
async function build(owner: Pool): Promise<number | null> {
  await makeDocuments(owner)
  const [there] = await owner`SELECT to_regclass('bench_documents_name') IS NOT NULL AS is_there`
  if (there?.isThere) return null
  await owner.unsafe('CREATE EXTENSION IF NOT EXISTS pg_trgm')
  const started = performance.now()
  await owner.unsafe("SET maintenance_work_mem = '1GB'")
  for (const statement of Object.values(indexes)) await owner.unsafe(statement)
  await owner.unsafe('ANALYZE bench_documents')
  return rounded((performance.now() - started) / 1000)
}

/** Searches rows by trigrams, a common method: GIN indexes on name and on name with address, most similar first. */
export async function measureRowTrigram(url: string, queries: readonly Query[], perFamily: number) {
  const owner = openPool(url, 1)
  try {
    const build_s = await build(owner)
    await owner`SET pg_trgm.similarity_threshold = 0.3`
    const find = async (body: Query['body']) => {
      const { name, all } = documentText(body)
      const rows =
        all === name
          ? await owner`SELECT person_id, name, address FROM bench_documents WHERE name % ${name}
            ORDER BY similarity(name, ${name}) DESC LIMIT 50`
          : await owner`SELECT person_id, name, address FROM bench_documents WHERE (name || ' ' || address) % ${all}
            ORDER BY similarity(name || ' ' || address, ${all}) DESC LIMIT 50`
      return rows as unknown as Found[]
    }
    return { build_s, families: await compare(queries, perFamily, find) }
  } finally {
    await owner.end()
  }
}
