import type { Sql } from '#database/sql.ts'
import { accountBalance, balancesOf, billYearBefore, newestPayment, recentBills } from './queries.ts'
import { type Billed, owedOf } from './rules.ts'

/**
 * Reads the balance of an account, its past due part, its last bill (beside that of a year before) and its last payment.
 * Undefined for an account that does not exist or that this role cannot see.
 * @param timeZone IANA name: due dates pass at the utility's midnight.
 */
export async function readBalance(
  sql: Sql,
  { accountId, timeZone }: { accountId: number; timeZone: string },
) {
  const [account, bills, yearBefore, lastPayment] = await Promise.all([
    accountBalance.first(sql, { accountId, timeZone }),
    recentBills(sql, { accountId }),
    billYearBefore.first(sql, { accountId, billId: null }),
    newestPayment.first(sql, { accountId }),
  ])
  if (!account) return undefined
  const { today, ...standing } = account
  const [newest] = bills
  return {
    ...standing,
    ...owedOf(account.balanceCents, bills, today),
    lastBill: newest ? { ...newest, lastYearCents: yearBefore?.chargesCents ?? null } : null,
    lastPayment: lastPayment ?? null,
  }
}

/** Returns what is owed on each account of a web user, and how much of it is late. In the order of the account selector. */
export async function readBalances(sql: Sql, of: { webUserId: number; timeZone: string }) {
  const rows = await balancesOf(sql, of)
  return rows.map(({ today, bills, ...account }) => ({
    ...account,
    ...owedOf(account.balanceCents, bills as Billed[], today),
  }))
}
