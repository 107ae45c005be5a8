import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { Installment } from './programs.ts'
import { ChangePercent, ServiceType, UsagePeriod, UsageUnit } from './usage.ts'
import { AccountId, CalendarDate, Cents, Currency, Id, may } from './values.ts'

const balance = {
  accountId: AccountId,
  currency: Currency,
  /** What is owed; negative: a credit. */
  balanceCents: Cents,
  /** The part of the balance whose due date has passed. */
  pastDueCents: Cents,
  /** The due date of the oldest bill that is not paid in full; null where nothing is past due. */
  pastDueSince: CalendarDate.nullable(),
  /** When the rest of the balance is due; for a balance that is past due in whole, since when. */
  dueDate: CalendarDate.nullable(),
  isAutopay: z.boolean(),
}

const endpoints = {
  /** What is owed on each account that the web user may see: for the list of a landlord. */
  listBalances: endpoint({
    method: 'GET',
    path: '/api/balances',
    action: 'portal:open',
    masquerade: 'read',
    response: z.object({
      balances: z.array(z.object(balance)),
    }),
  }),
  /** What is owed, when, and what else a customer comes for, in one request. */
  readOverview: endpoint({
    method: 'GET',
    path: '/api/accounts/:accountId/overview',
    action: 'overview:view',
    masquerade: 'read',
    params: z.strictObject({ accountId: AccountId }),
    response: z.object({
      ...balance,
      isPaperless: z.boolean(),
      lastBill: z
        .object({
          billId: Id,
          billDate: CalendarDate,
          chargesCents: Cents,
          amountDueCents: Cents,
          /** The charges of the bill a year before. */
          lastYearCents: Cents.nullable(),
        })
        .nullable(),
      lastPayment: z.object({ receivedOn: CalendarDate, amountCents: Cents }).nullable(),
      /** Where something is past due: what the customer can agree to, and what is agreed. Null where nothing is. */
      relief: z
        .object({
          /** The first of two installments. */
          inTwo: Installment.nullable(),
          /** More time. */
          later: z.object({ days: z.number().int(), on: CalendarDate, amountCents: Cents }).nullable(),
          /** What is agreed: the next installment or the new date, and what is open in all. */
          agreed: z
            .object({
              program: z.enum(['payment-extension', 'payment-arrangement']),
              next: Installment,
              openCents: Cents,
            })
            .nullable(),
        })
        .nullable(),
      /** The newest six months with readings, oldest first; null where there are none. */
      usage: z
        .object({
          servicePointId: Id,
          serviceType: ServiceType,
          unit: UsageUnit,
          months: z.array(UsagePeriod),
          changePercent: ChangePercent,
        })
        .nullable(),
      /** This web user's own requests on this account that are not final. */
      openTasks: z.array(
        z.object({
          taskId: Id,
          taskType: z.string(),
          state: z.string(),
          /** True if the change is made in our own tables and only the CIS has yet to accept it. */
          isApplied: z.boolean(),
          createdOn: CalendarDate,
        }),
      ),
      may: may('bill:view', 'usage:view', 'card-payment:start', 'program:change'),
    }),
  }),
}

export const overview = feature({
  actions: {
    'overview:view': 'read',
  },
  endpoints,
})
