import type { Sql } from '#database/sql.ts'
import { answerUnguarded } from './answer.ts'

/**
 * Returns the persons whose name fits what was typed, the likeliest first; spelt alike only where few are called just so. A
 * protected customer is not among them, whole name or not: other terms may stand beside it.
 */
export async function personsNamed(sql: Sql, name: string, limit: number): Promise<number[]> {
  const known = { encryptionKey: '', identifierTypes: [] }
  const { candidates } = await answerUnguarded(sql, [[{ families: [], terms: { name } }]], {}, known, limit)
  return candidates.flatMap(({ personId }) => personId ?? []).slice(0, limit)
}
