import type { Sql } from '@porchlight/server/database/sql.ts'

/** Whether the migrated database holds neither customers nor staff. */
export async function isEmpty(sql: Sql): Promise<boolean> {
  const rows = await sql.unsafe(
    'SELECT EXISTS (SELECT FROM persons) OR EXISTS (SELECT FROM csr_users) AS "isFilled"',
  )
  return rows[0]?.isFilled === false
}
