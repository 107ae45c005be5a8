import { z } from 'zod'
import { endpoint } from './endpoint.ts'
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

export const billing = {
  /** Bills newest first, 24 a page; `before` is the last bill date of the page before. */
  listBills: endpoint({
    method: 'GET',
    path: '/api/accounts/:accountId/bills',
    action: 'bill:view',
    masquerade: 'read',
    params: z.strictObject({ accountId: AccountId }),
    query: z.strictObject({ before: CalendarDate.optional() }),
    response: z.object({
      bills: z.array(Bill),
      nextBefore: CalendarDate.nullable(),
      payments: z.array(z.object({ receivedOn: CalendarDate, amountCents: Cents, tender: z.string() })),
      currency: Currency,
      may: may('bill:export', 'card-payment:start'),
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
      paymentsCents: Cents,
      adjustmentsCents: Cents,
      lastYearChargesCents: Cents.nullable(),
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
      may: may('card-payment:start'),
    }),
  }),
}
