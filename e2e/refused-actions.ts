import type { Permission } from '@porchlight/contract/permissions.ts'
import type { Sql } from '../server/src/database/sql.ts'
import { refusedThroughout } from '../server/src/policy/decide.ts'

/** Returns the actions that a CSR lacks the permission for, as the desk is told: an action need not have a permission of its own. */
export async function refusedActions(sql: Sql, csrId: string): Promise<string[]> {
  const [row] = await sql<{ held: Permission[] }[]>`SELECT permissions_of(${csrId}) AS held`
  const actor = { displayName: csrId, deskSessionId: 0, permissions: new Set(row?.held), ip: '127.0.0.1' }
  return Object.keys(refusedThroughout({ kind: 'csr', csrId, ...actor }))
}
