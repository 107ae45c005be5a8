import type { Sql } from '#database/sql.ts'
import type { ChangeNotice } from './notice.ts'
import { protectedAmong } from './queries.ts'

/** A notice, with its protected accounts. Only CSRs who may open protected accounts are told their numbers. */
export type GuardedNotice = ChangeNotice & { protectedAccounts: ReadonlySet<number> }

/**
 * Looks up which accounts of a notice are protected, in one query. If the query fails, all of them count as protected: followers
 * are still told that something changed.
 */
export async function guardRows(sql: Sql, notice: ChangeNotice): Promise<GuardedNotice> {
  const accountIds = [...new Set((notice.rows ?? []).flatMap(([, accountId]) => accountId ?? []))]
  if (accountIds.length === 0) return { ...notice, protectedAccounts: new Set() }
  const protectedIds = await protectedAmong(sql, { accountIds }).then(
    (rows) => rows.map(({ accountId }) => accountId),
    () => accountIds,
  )
  return { ...notice, protectedAccounts: new Set(protectedIds) }
}
