import type { Sql } from '#database/sql.ts'
import { findUnguarded } from './find-candidates.ts'

/**
 * Returns the persons with this name, the likeliest first, and those with similar names if few have exactly this one. Never returns
 * protected customers, not even for a whole name, because callers combine the name with other terms.
 */
export async function personsNamed(sql: Sql, name: string, limit: number): Promise<number[]> {
  const context = { encryptionKey: '', identifierTypes: [] }
  const tiers = [[{ families: [], terms: { name } }]]
  const { candidates } = await findUnguarded(sql, { tiers, fields: {}, context, limit })
  return candidates.flatMap(({ personId }) => personId ?? []).slice(0, limit)
}
