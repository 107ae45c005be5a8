import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { AccountId, CalendarDate, CalendarMonth, Cents, Currency, Id, may } from './values.ts'

export const overview = {
  readOverview: endpoint({
    method: 'GET',
    path: '/api/accounts/:accountId/overview',
    action: 'overview:view',
    masquerade: 'read',
    params: z.strictObject({ accountId: AccountId }),
    response: z.object({
      accountId: AccountId,
      currency: Currency,
      /** What is owed; negative: a credit. */
      balanceCents: Cents,
      pastDueCents: Cents,
      dueDate: CalendarDate.nullable(),
      isAutopay: z.boolean(),
      isPaperless: z.boolean(),
      lastBill: z
        .object({
          billId: Id,
          billDate: CalendarDate,
          chargesCents: Cents,
          /** The same bill a year before. */
          lastYearCents: Cents.nullable(),
        })
        .nullable(),
      lastPayment: z.object({ receivedOn: CalendarDate, amountCents: Cents }).nullable(),
      /** The newest months with readings, oldest first; the unit is in `unit`. */
      usage: z
        .object({
          serviceType: z.enum(['electricity', 'gas', 'water']),
          unit: z.enum(['kWh', 'm3']),
          months: z.array(
            z.object({ month: CalendarMonth, amount: z.number(), lastYear: z.number().nullable() }),
          ),
        })
        .nullable(),
      openTasks: z.array(
        z.object({ taskId: Id, taskType: z.string(), state: z.string(), createdOn: CalendarDate }),
      ),
      may: may('bill:view', 'usage:view', 'card-payment:start'),
    }),
  }),
}
