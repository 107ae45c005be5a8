import type { Sql } from '#database/sql.ts'
import { answer } from './answer.ts'

/** The persons whose name fits what was typed, the likeliest first; spelt alike only where few are called just so. */
export async function personsNamed(sql: Sql, name: string, limit: number): Promise<number[]> {
  const known = { encryptionKey: '', identifierTypes: [] }
  const { candidates } = await answer(sql, [[{ families: [], terms: { name } }]], {}, known, limit)
  return candidates.flatMap(({ personId }) => personId ?? []).slice(0, limit)
}
