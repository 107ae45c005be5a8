import type { Sql } from '#database/sql.ts'
import type { Csr } from '#policy/actor.ts'
import { toDosOf } from './queries.ts'
import { shown } from './shown.ts'

/**
 * Returns the to-dos of a task (open and done) or of an account (open only) that this CSR may see.
 */
export async function readToDosOf(sql: Sql, csr: Csr, of: { taskId: number } | { accountId: number }) {
  if (!csr.permissions.has('to-do:view')) return []
  const rows = await toDosOf(sql, { csrId: csr.csrId, taskId: null, accountId: null, ...of })
  return rows.map((row) => shown(csr, row, true))
}
