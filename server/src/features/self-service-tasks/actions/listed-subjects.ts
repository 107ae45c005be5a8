import type { Sql } from '#database/sql.ts'
import type { Csr } from '#policy/actor.ts'
import type { Subject } from '#policy/subject.ts'
import { explainedAccounts } from './queries.ts'

type ListedTask = { accountId: number | null; isProtected: boolean }

/**
 * Returns the subject of the decisions about each task of a list. A protected customer's task needs a further reason unless its
 * account is open in this desk session. One query serves the whole list; without a protected customer there is none.
 */
export async function listedSubjects(
  sql: Sql,
  csr: Csr,
  tasks: readonly ListedTask[],
): Promise<(task: ListedTask) => Subject> {
  const accountIds = tasks.flatMap(({ accountId, isProtected }) =>
    isProtected && accountId !== null ? [accountId] : [],
  )
  const { deskSessionId } = csr
  const rows = accountIds.length > 0 ? await explainedAccounts(sql, { deskSessionId, accountIds }) : []
  const explained = new Set(rows.map(({ accountId }) => accountId))
  return ({ accountId, isProtected }) => {
    if (!isProtected) return {}
    const isExplained = accountId !== null && explained.has(accountId)
    // No action on a task asks whether the account is the CSR's own.
    return { customer: { accountId: accountId ?? 0, isProtected, isExplained, isOwn: false } }
  }
}
