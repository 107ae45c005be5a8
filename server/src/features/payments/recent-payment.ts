import type { RecentPayment } from '@porchlight/contract/payments.ts'
import type { Sql } from '#database/sql.ts'
import { newestPaymentNow } from './queries.ts'
import { isRecent } from './rules.ts'

/** Returns the newest payment on the account within a day; null without one. */
export async function recentPayment(
  sql: Sql,
  whose: { accountId: number; webUserId: number; timeZone: string },
): Promise<RecentPayment | null> {
  const newest = await newestPaymentNow.first(sql, whose)
  if (!newest || !isRecent(newest.paidAt, newest.isToday, newest.now)) return null
  const { paymentId, amountCents, isOwn, paidAt } = newest
  return { paymentId, amountCents, isOwn, paidAt: paidAt?.toISOString() ?? null }
}
