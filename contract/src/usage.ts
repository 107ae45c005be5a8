import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { AccountId, CalendarDate, CalendarMonth, Id } from './values.ts'

const Period = z.object({
  /** `YYYY-MM` for a month, `YYYY-MM-DD` for a day. */
  period: z.string(),
  /** In `unit`; null: no readings at all. */
  amount: z.number().nullable(),
  /** The same period a year before. */
  lastYear: z.number().nullable(),
  /** True where readings are missing in it. */
  isPartial: z.boolean(),
})

export const usage = {
  /** Month totals of twelve months, or (with `month`) the days of one month; last year's beside them. */
  readUsage: endpoint({
    method: 'GET',
    path: '/api/accounts/:accountId/usage',
    action: 'usage:view',
    masquerade: 'read',
    params: z.strictObject({ accountId: AccountId }),
    query: z.strictObject({
      servicePointId: Id.optional(),
      month: CalendarMonth.optional(),
      /** The last month of the twelve; the newest with readings where absent. */
      until: CalendarMonth.optional(),
    }),
    response: z.object({
      servicePoints: z.array(
        z.object({
          servicePointId: Id,
          serviceType: z.enum(['electricity', 'gas', 'water']),
          address: z.string(),
        }),
      ),
      chosen: z
        .object({
          servicePointId: Id,
          serviceType: z.enum(['electricity', 'gas', 'water']),
          unit: z.enum(['kWh', 'm3']),
          month: CalendarMonth.nullable(),
          periods: z.array(Period),
          /** What was sent back to the grid in the same periods, for homes with solar panels. */
          received: z.array(Period),
          totalAmount: z.number(),
          /** Per cent against the same periods last year, counting only periods with both; null where there is none. */
          changePercent: z.number().nullable(),
          highest: z.object({ period: z.string(), amount: z.number() }).nullable(),
          firstMonth: CalendarMonth.nullable(),
          lastMonth: CalendarMonth.nullable(),
          newestReadingOn: CalendarDate.nullable(),
        })
        .nullable(),
    }),
  }),
}
