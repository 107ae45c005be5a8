import type { Sql } from '#database/sql.ts'
import type { Csr } from '#policy/actor.ts'
import { toDosOf } from './queries.ts'
import { shown } from './shown.ts'

/**
 * The to dos of a task, done ones too, or the open ones of an account, as far as this CSR sees them. None for who may not see
 * to dos at all.
 */
export async function readToDosOf(sql: Sql, csr: Csr, of: { taskId: number } | { accountId: number }) {
  if (!csr.permissions.has('to-do:view')) return []
  const rows = await toDosOf(sql, { csrId: csr.csrId, taskId: null, accountId: null, ...of })
  return rows.map((row) => shown(csr, row, true))
}
