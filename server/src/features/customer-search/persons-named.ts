import type { Sql } from '#database/sql.ts'
import { find } from './search.ts'

/** The persons whose name fits what was typed, the likeliest first; spelt alike only where nobody is called just so. */
export async function personsNamed(sql: Sql, name: string, limit: number): Promise<number[]> {
  const known = { encryptionKey: '', identifierTypes: [] }
  for (const pass of ['known', 'similar'] as const) {
    const { candidates } = await find(sql, { name }, known, pass, limit)
    if (candidates.length > 0) return candidates.flatMap(({ personId }) => personId ?? []).slice(0, limit)
  }
  return []
}
