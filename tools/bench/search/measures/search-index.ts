import type { Pool } from '@porchlight/server/database/sql.ts'
import { rounded } from './percentiles.ts'

/** Bytes of the search index (its tables and their indexes) for each person; null where there is no such index. */
export async function bytesPerRow(owner: Pool, people: number): Promise<number | null> {
  const [row] = await owner`
    SELECT sum(pg_total_relation_size(c.oid))::bigint AS bytes FROM pg_class c
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname LIKE 'search\\_%'`
  return row?.bytes ? rounded(row.bytes / people) : null
}

export async function databaseBytes(owner: Pool): Promise<number> {
  const [row] = await owner`SELECT pg_database_size(current_database())::bigint AS bytes`
  return row?.bytes ?? 0
}
