import { createHmac } from 'node:crypto'
import type { Sql } from '#database/sql.ts'
import type { Customer, Masquerade } from '#policy/actor.ts'
import type { Grant, GrantedAction } from '#policy/grant.ts'
import type { Installation } from '../../installation.ts'
import { giveBackAttempt, takeAttempt } from './queries.ts'

const window = '15 minutes'

const bucketOf = ({ encryptionKey }: Pick<Installation, 'encryptionKey'>, what: string) =>
  createHmac('sha256', encryptionKey).update(what).digest()

/** Returns whose counter an attempt uses. A masquerade uses the CSR's counter and leaves the customer's own unchanged. */
export const attemptedBy = (actor: Customer | Masquerade): string =>
  actor.kind === 'masquerade' ? `csr ${actor.csr.csrId}` : `web-user ${actor.webUserId}`

/**
 * Counts one attempt at something and says whether it is within its limit for a quarter of an hour. The bucket is a keyed
 * hash: neither a name nor an address stands in the table. On a transaction that is rolled back, the attempt is not counted.
 * @param what the kind of attempt and whose it is: `sign-in name m.alvarez`
 */
export async function countAttempt(
  sql: Sql,
  grant: Grant<GrantedAction>,
  installation: Installation,
  what: string,
  limit: number,
): Promise<boolean> {
  const bucket = bucketOf(installation, what)
  const { isWithin } = await takeAttempt.one(sql, grant, { bucket, limit, window })
  if (!isWithin) installation.log.warn({ attempt: what.split(' ', 2).join(' ') }, 'too many attempts')
  return isWithin
}

/** Gives back an attempt that was counted and turned out right, in the same transaction: then only failures count. */
export async function giveBackCounted(
  sql: Sql,
  grant: Grant<GrantedAction>,
  installation: Installation,
  what: string,
): Promise<void> {
  await giveBackAttempt(sql, grant, { bucket: bucketOf(installation, what), window })
}
