import type { Sql } from '@porchlight/server/database/sql.ts'
import { commandLine } from '@porchlight/server/project-folder.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'

/** Refuses an unknown or deleted group and names the known ones. */
export async function refuseUnknownGroup(sql: Sql, group: string): Promise<void> {
  const groups = (await sql`SELECT csr_group FROM csr_groups WHERE deleted_at IS NULL ORDER BY 1`).map(
    (row) => String(row.csrGroup),
  )
  if (!groups.includes(group))
    throw new StartRefused(`There is no group "${group}": there are ${groups.join(', ')}.`)
}

/** Refuses an unknown CSR id. */
export async function refuseUnknownCsr(sql: Sql, csrId: string): Promise<void> {
  const [csr] = await sql`SELECT 1 FROM csr_users WHERE csr_id = ${csrId}`
  if (!csr) throw new StartRefused(`There is no CSR "${csrId}": ${commandLine('admin', 'list')} names all.`)
}
