import { settings } from '@porchlight/contract/settings.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { answers } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { choicesOf, chosenBills, pageOf } from './bill-pages.ts'
import { kindOf } from './bill-rows.ts'
import {
  accountBalance,
  billAddressee,
  billsOfAccount,
  exportedPayments,
  paymentsOfAccount,
} from './queries.ts'
import { readDetails } from './read-details.ts'
import { withStandings } from './standing.ts'

export const billingHandlers: HandlersOf<'listBills' | 'readBill' | 'readBillDocument' | 'exportBills'> = {
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
    const bill = await readDetails(sql, { accountId: grant.accountId, billId, timeZone })
    return { ...bill, may: answers(grant.actor, subject, 'card-payment:start', 'bill:download') }
  },

  readBillDocument: async ({ params: { billId } }, { sql, grant, installation: { timeZone } }) => {
    const { accountId } = grant
    const [bill, addressee] = await Promise.all([
      readDetails(sql, { accountId, billId, timeZone }),
      billAddressee.one(sql, { accountId }),
    ])
    const { name, remittance, line1, line2, city, region, postalCode, country } = addressee
    return {
      ...bill,
      accountId,
      customerName: name ?? '',
      mailingAddress:
        line1 === null || country === null
          ? null
          : {
              line1,
              line2: line2 ?? '',
              city: city ?? '',
              region: region ?? '',
              postalCode: postalCode ?? '',
              country,
            },
      remittanceAddress: Array.isArray(remittance)
        ? remittance.map(String)
        : [...settings['billing.remittance-address'].default],
    }
  },

  exportBills: async ({ query }, { sql, grant, installation: { timeZone } }) => {
    const { accountId } = grant
    const { year = null, kind, standing } = query
    const [account, rows, payments] = await Promise.all([
      accountBalance.first(sql, { accountId, timeZone }),
      billsOfAccount(sql, { accountId }),
      kind || standing ? [] : exportedPayments(sql, { accountId, year }),
    ])
    if (!account) throw new Refusal('not-found')
    const bills = chosenBills(withStandings(rows.map(kindOf), account), query)
    return { bills, payments, currency: account.currency }
  },
}
