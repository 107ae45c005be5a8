import type { Sql } from '@porchlight/server/database/sql.ts'
import { newKeys } from '../store/known-keys.ts'

/** Returns `count` unused account ids: the CIS gives ids too, and may have given those that come next. */
export async function newAccountIds(sql: Sql, count: number, given: ReadonlySet<string>): Promise<string[]> {
  const ids: string[] = []
  while (ids.length < count) {
    const next = await newKeys(sql, 'accounts', 'account_id', count - ids.length)
    const rows = await sql.unsafe(
      'SELECT account_id::text AS id FROM accounts WHERE account_id = ANY ($1::bigint[])',
      [next],
    )
    const taken = new Set(rows.map((row) => String(row.id)))
    ids.push(...next.filter((id) => !taken.has(id) && !given.has(id)))
  }
  return ids
}
