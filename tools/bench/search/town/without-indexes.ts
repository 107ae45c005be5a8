import type { Pool } from '@porchlight/server/database/sql.ts'
import { filledTableNames } from './filled-tables.ts'

type Part = { unmake: string; make: string }

/** Lists foreign keys from and to the filled tables, then unique constraints, then indexes. Primary keys are kept. */
const parts = `
  WITH filled AS (SELECT unnest($1::text[])::regclass AS rel), constraints AS (
    SELECT contype,
      format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS unmake,
      format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS make
    FROM pg_constraint
    WHERE (contype = 'f' AND (conrelid IN (SELECT rel FROM filled) OR confrelid IN (SELECT rel FROM filled)))
       OR (contype = 'u' AND conrelid IN (SELECT rel FROM filled)))
  SELECT unmake, make FROM (
    SELECT CASE contype WHEN 'f' THEN 1 ELSE 2 END AS place, unmake, make FROM constraints
    UNION ALL
    SELECT 3, format('DROP INDEX %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
    FROM pg_index i
    WHERE i.indrelid IN (SELECT rel FROM filled)
      AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))) all_parts
  ORDER BY place`

/**
 * Drops indexes and foreign keys of the filled tables, does the work, and creates them again, as a first load of
 * millions of rows does.
 * @param onMade is called with each created index or key, and the share that is complete
 */
export async function withoutIndexes(
  owner: Pool,
  work: () => Promise<void>,
  onMade: (share: number) => void,
): Promise<void> {
  const rows = (await owner.unsafe(parts, [[...filledTableNames]])) as unknown as Part[]
  await owner.begin(async (sql) => {
    for (const { unmake } of rows) await sql.unsafe(unmake)
  })
  await work()
  const connection = await owner.reserve()
  try {
    await connection.unsafe("SET maintenance_work_mem = '1GB'; SET max_parallel_maintenance_workers = 1")
    const again = rows.toReversed()
    for (const [at, { make }] of again.entries()) {
      await connection.unsafe(make)
      onMade((at + 1) / again.length)
    }
    await connection.unsafe('RESET ALL')
  } finally {
    connection.release()
  }
}
