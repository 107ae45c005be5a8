import { totalmem } from 'node:os'
import type { Pool } from '@porchlight/server/database/sql.ts'
import { filledTableNames } from './filled-tables.ts'

/**
 * Reads the search index, then the tables and their indexes, smallest first, into memory until half of it is full: a
 * utility's database has been running for days.
 */
export async function warm(owner: Pool): Promise<void> {
  await owner`CREATE EXTENSION IF NOT EXISTS pg_prewarm`
  const relations = await owner`
    WITH tables AS (
      SELECT oid, relname LIKE 'search\\_%' AS is_index FROM pg_class
      WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND (relname LIKE 'search\\_%' OR relname = ANY (${[...filledTableNames]})))
    SELECT oid::text AS oid, pg_relation_size(oid)::bigint AS bytes FROM (
      SELECT oid, is_index FROM tables
      UNION ALL SELECT i.indexrelid, t.is_index FROM tables t JOIN pg_index i ON i.indrelid = t.oid) all_relations
    ORDER BY is_index DESC, bytes`
  let room = totalmem() / 2
  for (const { oid, bytes } of relations) {
    room -= bytes
    if (room > 0 && bytes > 0) await owner`SELECT pg_prewarm(${oid}::oid::regclass)`
  }
}
