import type { HandlersOf } from '#pipeline/handler.ts'
import { answers } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { choicesOf, pageOf } from './bill-pages.ts'
import { kindOf, lineOf } from './bill-rows.ts'
import {
  accountBalance,
  billHistory,
  billLines,
  billOfAccount,
  billsOfAccount,
  billWeather,
  billYearBefore,
  paymentsOfAccount,
} from './queries.ts'
import { consumptionOf } from './rules.ts'
import { standingOf, withStandings } from './standing.ts'
import { coldC, differenceOf, hotC } from './why/difference.ts'

export const billingHandlers: HandlersOf<'listBills' | 'readBill'> = {
  listBills: async ({ query }, { sql, grant, subject, installation }) => {
    const { accountId } = grant
    const { year = null, kind, standing } = query
    const [account, rows] = await Promise.all([
      accountBalance.first(sql, { accountId, timeZone: installation.timeZone }),
      billsOfAccount(sql, { accountId }),
    ])
    if (!account) throw new Refusal('not-found')
    const all = withStandings(rows.map(kindOf), account)
    const { bills, nextBefore, after, until } = pageOf(all, query)
    // Payments belong to all bills of a time, so there are none beside bills of one kind.
    const payments = kind || standing ? [] : await paymentsOfAccount(sql, { accountId, year, after, until })
    return {
      bills,
      nextBefore,
      ...choicesOf(all),
      payments,
      currency: account.currency,
      may: answers(grant.actor, subject, 'bill:export'),
    }
  },

  readBill: async ({ params: { billId } }, { sql, grant, subject, installation: { timeZone } }) => {
    const { accountId } = grant
    const [row, yearBefore] = await Promise.all([
      billOfAccount.first(sql, { accountId, billId, timeZone }),
      billYearBefore.first(sql, { accountId, billId }),
    ])
    if (!row) throw new Refusal('not-found')
    const { newerCents, today, previousBillDate, ...bill } = kindOf(row)
    const [lines, payments, history, weather] = await Promise.all([
      billLines(sql, { billIds: yearBefore ? [billId, yearBefore.billId] : [billId] }),
      paymentsOfAccount(sql, { accountId, year: null, after: previousBillDate, until: bill.billDate }),
      yearBefore ? billHistory(sql, { accountId, until: bill.billDate }) : [],
      yearBefore ? billWeather(sql, { accountId, billId, until: bill.billDate, hotC, coldC }) : [],
    ])
    const linesOf = (id: number) => lines.filter((line) => line.billId === id).map(lineOf)
    const lastYear = yearBefore && { ...yearBefore, lines: linesOf(yearBefore.billId) }
    return {
      ...bill,
      ...standingOf(bill, { balanceCents: bill.balanceCents, newerCents, today }),
      consumption: consumptionOf(linesOf(billId)),
      lastYear: lastYear
        ? {
            ...lastYear,
            consumption: consumptionOf(lastYear.lines),
            difference: differenceOf({ ...bill, lines: linesOf(billId) }, lastYear, history, weather),
          }
        : null,
      lines: linesOf(billId),
      payments,
      may: answers(grant.actor, subject, 'card-payment:start'),
    }
  },
}
