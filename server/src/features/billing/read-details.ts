import type { Sql } from '#database/sql.ts'
import { Refusal } from '#policy/refusal.ts'
import { kindOf, lineOf } from './bill-rows.ts'
import {
  billHistory,
  billLines,
  billOfAccount,
  billWeather,
  billYearBefore,
  paymentsOfAccount,
} from './queries.ts'
import { consumptionOf } from './rules.ts'
import { standingOf } from './standing.ts'
import { coldC, differenceOf, hotC } from './why/difference.ts'

/**
 * Reads one bill of an account with its lines, its payments, and why it differs from that of a year before.
 * @param timeZone IANA name: due dates pass at the utility's midnight.
 * @throws Refusal `not-found` for a bill of another account.
 */
export async function readDetails(
  sql: Sql,
  { accountId, billId, timeZone }: { accountId: number; billId: number; timeZone: string },
) {
  const [row, yearBefore] = await Promise.all([
    billOfAccount.first(sql, { accountId, billId, timeZone }),
    billYearBefore.first(sql, { accountId, billId }),
  ])
  if (!row) throw new Refusal('not-found')
  const { newerCents, today, previousBillDate, ...bill } = kindOf(row)
  const [rows, payments, history, weather] = await Promise.all([
    billLines(sql, { billIds: yearBefore ? [billId, yearBefore.billId] : [billId] }),
    paymentsOfAccount(sql, { accountId, year: null, after: previousBillDate, until: bill.billDate }),
    yearBefore ? billHistory(sql, { accountId, until: bill.billDate }) : [],
    yearBefore ? billWeather(sql, { accountId, billId, until: bill.billDate, hotC, coldC }) : [],
  ])
  const linesOf = (id: number) => rows.filter((line) => line.billId === id).map(lineOf)
  const lines = linesOf(billId)
  const lastYear = yearBefore && { ...yearBefore, lines: linesOf(yearBefore.billId) }
  return {
    ...bill,
    ...standingOf(bill, { balanceCents: bill.balanceCents, newerCents, today }),
    consumption: consumptionOf(lines),
    lastYear: lastYear
      ? {
          ...lastYear,
          consumption: consumptionOf(lastYear.lines),
          difference: differenceOf({ ...bill, lines }, lastYear, history, weather),
        }
      : null,
    lines,
    payments,
  }
}
