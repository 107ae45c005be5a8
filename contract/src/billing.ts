import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { AccountId, CalendarDate, Cents, Currency, Id, may } from './values.ts'

const Bill = z.object({
  billId: Id,
  billDate: CalendarDate,
  dueDate: CalendarDate,
  periodFrom: CalendarDate,
  periodTo: CalendarDate,
  chargesCents: Cents,
  amountDueCents: Cents,
  currency: Currency,
})

/** What a service was charged for in a bill: all its quantities of one unit. */
const Consumption = z.object({ serviceType: z.string(), unit: z.string(), quantity: z.number() })

const endpoints = {
  /** Bills newest first, a year of monthly ones a page, and the payments of the same time. */
  listBills: endpoint({
    method: 'GET',
    path: '/api/accounts/:accountId/bills',
    action: 'bill:view',
    masquerade: 'read',
    params: z.strictObject({ accountId: AccountId }),
    query: z.strictObject({
      /** The last bill of the page before. */
      before: Id.optional(),
      /** Only bills and payments of this calendar year. */
      year: z.coerce.number().int().min(1900).max(9999).optional(),
    }),
    response: z.object({
      bills: z.array(Bill),
      /** The `before` of the next page; null on the last. */
      nextBefore: Id.nullable(),
      /** The years that have bills, newest first. */
      years: z.array(z.number().int()),
      payments: z.array(
        z.object({ paymentId: Id, receivedOn: CalendarDate, amountCents: Cents, tender: z.string() }),
      ),
      currency: Currency,
    }),
  }),
  /** One bill with its lines. previous balance + payments + adjustments + charges = amount due. */
  readBill: endpoint({
    method: 'GET',
    path: '/api/accounts/:accountId/bills/:billId',
    action: 'bill:view',
    masquerade: 'read',
    params: z.strictObject({ accountId: AccountId, billId: Id }),
    response: Bill.extend({
      previousBalanceCents: Cents,
      /** Zero or less. */
      paymentsCents: Cents,
      adjustmentsCents: Cents,
      consumption: z.array(Consumption),
      /** The bill nearest to a year before, if one is within three weeks of that. */
      lastYear: z
        .object({
          billId: Id,
          billDate: CalendarDate,
          periodFrom: CalendarDate,
          periodTo: CalendarDate,
          chargesCents: Cents,
          consumption: z.array(Consumption),
        })
        .nullable(),
      lines: z.array(
        z.object({
          serviceType: z.string().nullable(),
          premise: z.string().nullable(),
          kind: z.string(),
          quantity: z.number().nullable(),
          unit: z.string().nullable(),
          /** Millionths of a currency unit per unit. */
          rateMicros: z.number().nullable(),
          amountCents: Cents,
        }),
      ),
      /** No bill of the account is newer. */
      isNewest: z.boolean(),
      /** What is owed on the account now, not when the bill was made. */
      balanceCents: Cents,
      may: may('card-payment:start'),
    }),
  }),
}

export const billing = feature({
  entitlements: {
    'bill.download': { default: true, class: 'read' },
    'history.export': { default: true, class: 'read' },
  },
  actions: {
    'bill:view': 'read',
    'bill:export': 'read: history.export',
  },
  endpoints,
})
