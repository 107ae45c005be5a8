import type { Sql } from '#database/sql.ts'
import { balanceOf, balancesOf } from './queries.ts'
import { type Billed, owedOf } from './rules.ts'

type NewestBill = Billed & { billId: number; billDate: string; amountDueCents: number }

/**
 * Reads the balance of an account, its past due part, its last bill (beside that of a year before) and its last payment.
 * Undefined for an account that does not exist or that this role cannot see.
 * @param timeZone IANA name: due dates pass at the utility's midnight.
 */
export async function readBalance(
  sql: Sql,
  { accountId, timeZone }: { accountId: number; timeZone: string },
) {
  const row = await balanceOf.first(sql, { accountId, timeZone })
  if (!row) return undefined
  const { today, bills, lastYearCents, receivedOn, paidCents, tender, ...account } = row
  const newestBills = bills as NewestBill[]
  const [newest] = newestBills
  return {
    ...account,
    ...owedOf(account.balanceCents, newestBills, today),
    lastBill: newest ? { ...newest, lastYearCents } : null,
    lastPayment:
      receivedOn === null || paidCents === null || tender === null
        ? null
        : { receivedOn, amountCents: paidCents, tender },
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
