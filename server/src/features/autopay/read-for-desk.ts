import type { AutopayOfAccount } from '@porchlight/contract/money-of-account.ts'
import type { Sql } from '#database/sql.ts'
import { autopayOfAccount } from './queries.ts'

/** Reads how the bills of an account are paid automatically, for the desk; null where that was not set up in the portal. */
export async function readAutopayOfAccount(sql: Sql, accountId: number): Promise<AutopayOfAccount | null> {
  const row = await autopayOfAccount.first(sql, { accountId })
  if (!row) return null
  const { taskId, madeBy, askedAt, nextState, nextCents, nextOn, ...autopay } = row
  return {
    ...autopay,
    next:
      nextState !== null && nextCents !== null && nextOn !== null
        ? { state: nextState === 'held' ? 'held' : 'planned', amountCents: nextCents, payOn: nextOn }
        : null,
    asked: { taskId, madeBy, at: askedAt.toISOString() },
  }
}
