import type { HandlersOf } from '#pipeline/handler.ts'
import { answers } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { feature } from '../../feature.ts'
import {
  accountBalance,
  billLines,
  billOfAccount,
  billsOfAccount,
  billYearBefore,
  paymentsOfAccount,
  yearsWithBills,
} from './queries.ts'
import { consumptionOf } from './rules.ts'

/** A year of monthly bills. */
const PAGE = 12

const handlers: HandlersOf<'listBills' | 'readBill'> = {
  listBills: async ({ query }, { sql, grant, installation }) => {
    const { accountId } = grant
    const range = { accountId, before: query.before ?? null, year: query.year ?? null }
    const [account, rows, years] = await Promise.all([
      accountBalance.first(sql, { accountId, timeZone: installation.timeZone }),
      billsOfAccount(sql, range),
      yearsWithBills(sql, { accountId }),
    ])
    if (!account) throw new Refusal('not-found')
    const bills = rows.slice(0, PAGE)
    const last = rows.length > PAGE ? bills.at(-1) : undefined
    return {
      bills,
      nextBefore: last?.billId ?? null,
      years: years.map(({ year }) => year),
      payments: await paymentsOfAccount(sql, { ...range, after: last?.billDate ?? null }),
      currency: account.currency,
    }
  },

  readBill: async ({ params: { billId } }, { sql, grant, subject }) => {
    const { accountId } = grant
    const [bill, yearBefore] = await Promise.all([
      billOfAccount.first(sql, { accountId, billId }),
      billYearBefore.first(sql, { accountId, billId }),
    ])
    if (!bill) throw new Refusal('not-found')
    const lines = await billLines(sql, { billIds: yearBefore ? [billId, yearBefore.billId] : [billId] })
    const linesOf = (id: number) => lines.filter((line) => line.billId === id)
    return {
      ...bill,
      consumption: consumptionOf(linesOf(billId)),
      lastYear: yearBefore ? { ...yearBefore, consumption: consumptionOf(linesOf(yearBefore.billId)) } : null,
      lines: linesOf(billId),
      may: answers(grant.actor, subject, 'card-payment:start'),
    }
  },
}

export const billing = feature({
  handlers,
})
