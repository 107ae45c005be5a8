import type { Sql } from '@porchlight/server/database/sql.ts'
import { tableNames } from './tables.ts'

/** Sets the sequence of every identity column past the keys that stand in its table. */
export async function setSequences(sql: Sql): Promise<void> {
  const columns = await sql.unsafe(
    `SELECT c.table_name AS "table", c.column_name AS "column"
     FROM information_schema.columns c
     WHERE c.table_schema = 'public' AND c.is_identity = 'YES' AND c.table_name = ANY ($1)`,
    [tableNames],
  )
  for (const { table, column } of columns) {
    await sql.unsafe(
      `SELECT setval(pg_get_serial_sequence('${table}', '${column}'), max(${column})) FROM ${table} HAVING max(${column}) IS NOT NULL`,
    )
  }
}
