import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { AccountId, CalendarDate, Cents, Currency, Id, may, PostalAddress } from './values.ts'

/** `corrected`: takes the place of an earlier bill. `final`: the account's last one. */
export const BillKind = z.enum(['regular', 'corrected', 'final'])
export type BillKind = z.infer<typeof BillKind>

/**
 * What has become of a bill. Payments pay the oldest bill first. `disputed`: the CIS has a dispute open about it, whatever is paid.
 * `due` is owed and not late, `overdue` is late.
 */
export const BillStanding = z.enum(['paid', 'due', 'overdue', 'disputed'])
export type BillStanding = z.infer<typeof BillStanding>

/** A calendar year in an address. */
const Year = z.coerce.number().int().min(1900).max(9999)

const Bill = z.object({
  billId: Id,
  kind: BillKind,
  standing: BillStanding,
  /** How much of this bill is still owed: 0 when it is paid. */
  openCents: Cents,
  disputedCents: Cents.nullable(),
  disputedOn: CalendarDate.nullable(),
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

const Payment = z.object({
  paymentId: Id,
  receivedOn: CalendarDate,
  amountCents: Cents,
  tender: z.string(),
  /** The day on which it was given back or the bank returned it; null where it counts. */
  reversedOn: CalendarDate.nullable(),
})

/** The step of a tariff, in quantities a day or a bill: from (0 for the first) and to (null for the last). */
const Step = z.object({ from: z.number(), to: z.number().nullable(), per: z.enum(['day', 'bill']) })

const BillLine = z.object({
  /** Charges add up to the bill's charges, adjustments to its adjustments. */
  section: z.enum(['charge', 'adjustment']),
  serviceType: z.string().nullable(),
  premise: z.string().nullable(),
  kind: z.string(),
  /** What the CIS calls the line, by language; null for the general name of its kind. */
  names: z.record(z.string(), z.string()).nullable(),
  step: Step.nullable(),
  quantity: z.number().nullable(),
  unit: z.string().nullable(),
  /** Millionths of a currency unit per unit. */
  rateMicros: z.number().nullable(),
  amountCents: Cents,
})

/**
 * Why a bill differs from another: more or fewer days, the weather, the rates, what was used beyond that, services that only one
 * of them has, charges without a quantity, taxes.
 */
export const DifferenceCause = z.enum(['days', 'weather', 'rate', 'use', 'services', 'fees', 'taxes'])
export type DifferenceCause = z.infer<typeof DifferenceCause>

const NowAndBefore = z.object({ now: z.number(), before: z.number() })

const BillDifference = z.object({
  /** Every cause, in the order of the enumeration. They add up to the difference between the charges. */
  causes: z.array(z.object({ cause: DifferenceCause, amountCents: Cents })),
  days: NowAndBefore,
  /** Degrees Celsius; null where the weather is not known for every day of both bills. */
  weather: z
    .object({
      /** From which high a day counts as hot, and below which low a night counts as cold. */
      hotC: z.number(),
      coldC: z.number(),
      hotDays: NowAndBefore,
      coldNights: NowAndBefore,
      meanC: NowAndBefore,
    })
    .nullable(),
})
export type BillDifference = z.infer<typeof BillDifference>

/** Which bills of an account: all that are left out are not narrowed. */
const Filter = {
  /** Only bills and payments of this calendar year. */
  year: Year.optional(),
  kind: BillKind.optional(),
  standing: BillStanding.optional(),
}

const BillDetails = Bill.extend({
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
      /** Why the charges of this bill differ from those. */
      difference: BillDifference,
    })
    .nullable(),
  lines: z.array(BillLine),
  /** Received after the bill before and up to the date of this one. */
  payments: z.array(Payment),
  /** No bill of the account is newer. */
  isNewest: z.boolean(),
  /** What is owed on the account now, not when the bill was made. */
  balanceCents: Cents,
})

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
      ...Filter,
    }),
    response: z.object({
      bills: z.array(Bill),
      /** The `before` of the next page; null on the last. */
      nextBefore: Id.nullable(),
      /** The years, kinds and standings of all bills of the account: what can be chosen. */
      years: z.array(z.number().int()),
      kinds: z.array(BillKind),
      standings: z.array(BillStanding),
      payments: z.array(Payment),
      currency: Currency,
      may: may('bill:export'),
    }),
  }),
  /** One bill with its lines. previous balance + payments + adjustments + charges = amount due. */
  readBill: endpoint({
    method: 'GET',
    path: '/api/accounts/:accountId/bills/:billId',
    action: 'bill:view',
    masquerade: 'read',
    params: z.strictObject({ accountId: AccountId, billId: Id }),
    response: BillDetails.extend({ may: may('card-payment:start', 'bill:download') }),
  }),
  /** The same bill as a document: with the customer's name, where it is mailed, and where payments are mailed. */
  readBillDocument: endpoint({
    method: 'GET',
    path: '/api/accounts/:accountId/bills/:billId/document',
    action: 'bill:download',
    masquerade: 'read: bill.download',
    params: z.strictObject({ accountId: AccountId, billId: Id }),
    response: BillDetails.extend({
      accountId: AccountId,
      customerName: z.string(),
      /** Null: the account has none yet. */
      mailingAddress: PostalAddress.nullable(),
      /** Lines of an address; none: payments are not taken by mail. */
      remittanceAddress: z.array(z.string()),
    }),
  }),
  /** The whole history of bills and payments that a filter leaves, for a file. */
  exportBills: endpoint({
    method: 'GET',
    path: '/api/accounts/:accountId/bill-history',
    action: 'bill:export',
    masquerade: 'read: history.export',
    params: z.strictObject({ accountId: AccountId }),
    query: z.strictObject(Filter),
    response: z.object({ bills: z.array(Bill), payments: z.array(Payment), currency: Currency }),
  }),
}

export const billing = feature({
  entitlements: {
    'bill.download': { default: true, class: 'read' },
    'history.export': { default: true, class: 'read' },
  },
  actions: {
    'bill:view': 'read',
    'bill:download': 'read: bill.download',
    'bill:export': 'read: history.export',
  },
  endpoints,
})
