import { createHmac } from 'node:crypto'
import type { Sql } from '#database/sql.ts'
import type { Installation } from '../../installation.ts'
import { takeAttempt } from './queries.ts'

/**
 * Counts one attempt at something and says whether it is within its limit for a quarter of an hour. The bucket is a keyed
 * hash: neither a name nor an address stands in the table. On a transaction that is rolled back, the attempt is not counted.
 * @param what the kind of attempt and whose it is: `sign-in name m.alvarez`
 */
export async function countAttempt(
  sql: Sql,
  { encryptionKey, log }: Installation,
  what: string,
  limit: number,
): Promise<boolean> {
  const bucket = createHmac('sha256', encryptionKey).update(what).digest()
  const { isWithin } = await takeAttempt.one(sql, { bucket, limit, window: '15 minutes' })
  if (!isWithin) log.warn({ attempt: what.split(' ', 2).join(' ') }, 'too many attempts')
  return isWithin
}
