import type { Sql } from '#database/sql.ts'
import type { ChangeNotice } from './notice.ts'
import { protectedAmong } from './queries.ts'

/** A notice, with the accounts in it that are protected: their numbers are not for everybody. */
export type GuardedNotice = ChangeNotice & { protectedAccounts: ReadonlySet<number> }

/**
 * Finds out which accounts of a notice are protected, in one query. Where the database does not answer, all of them count as
 * protected: who follows still hears that something changed.
 */
export async function guardRows(sql: Sql, notice: ChangeNotice): Promise<GuardedNotice> {
  const accountIds = [...new Set((notice.rows ?? []).flatMap(([, accountId]) => accountId ?? []))]
  if (accountIds.length === 0) return { ...notice, protectedAccounts: new Set() }
  const found = await protectedAmong(sql, { accountIds }).then(
    (rows) => rows.map(({ accountId }) => accountId),
    () => accountIds,
  )
  return { ...notice, protectedAccounts: new Set(found) }
}
