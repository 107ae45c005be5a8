import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { AccountId, CalendarDate, CalendarMonth, Id } from './values.ts'

export const ServiceType = z.enum(['electricity', 'gas', 'water'])
/** As on the bill: electricity in kilowatt hours, gas in therms (US) though its meters report watt hours, water in cubic meters. */
export const UsageUnit = z.enum(['kWh', 'therm', 'm3'])

/** What was used in a month or on a day, beside the same a year before. Only days that this account had the service. */
export const UsagePeriod = z.object({
  /** `YYYY-MM` for a month, `YYYY-MM-DD` for a day. */
  period: z.string(),
  /** In `unit`; null: no readings at all, which is not 0. */
  amount: z.number().nullable(),
  /** The same period a year before. */
  lastYear: z.number().nullable(),
  /** True where readings are missing in it, or it is not over. */
  isPartial: z.boolean(),
})

/** A month that can have readings. */
const UsageMonth = CalendarMonth.refine((month) => month >= '1900-01' && month < '9000-01')

/**
 * Per cent against the same days last year, counting only days measured in full in both years; null where there are
 * none. A month half over is so compared with the same half.
 */
export const ChangePercent = z.number().nullable()

const endpoints = {
  /** Month totals of twelve months, or (with `month`) the days of one month; last year's beside them. */
  readUsage: endpoint({
    method: 'GET',
    path: '/api/accounts/:accountId/usage',
    action: 'usage:view',
    masquerade: 'read',
    params: z.strictObject({ accountId: AccountId }),
    query: z.strictObject({
      servicePointId: Id.optional(),
      /** The days of this month. */
      month: UsageMonth.optional(),
      /** The last month of the twelve; the newest with readings where absent. */
      until: UsageMonth.optional(),
    }),
    response: z.object({
      /** The services of this account, current ones first. */
      servicePoints: z.array(
        z.object({
          servicePointId: Id,
          serviceType: ServiceType,
          address: z.string(),
          hasReadings: z.boolean(),
        }),
      ),
      /** Null for an account without a service. */
      chosen: z
        .object({
          servicePointId: Id,
          serviceType: ServiceType,
          unit: UsageUnit,
          /** The month whose days these are; null where the periods are months. */
          month: CalendarMonth.nullable(),
          periods: z.array(UsagePeriod),
          /** Energy sent back to the grid in the same periods, for homes with solar panels; else empty. */
          received: z.array(UsagePeriod),
          totalAmount: z.number(),
          changePercent: ChangePercent,
          highest: z.object({ period: z.string(), amount: z.number() }).nullable(),
          /** The last month of the twelve: of those shown, or of those that `month` is one of; null without readings. */
          until: CalendarMonth.nullable(),
          /** Links to earlier and later readings: an `until`, or a `month` if days are shown; null if there are none. */
          previous: CalendarMonth.nullable(),
          next: CalendarMonth.nullable(),
          newestReadingOn: CalendarDate.nullable(),
        })
        .nullable(),
    }),
  }),
}

export const usage = feature({
  entitlements: {
    'usage.download': { default: true, class: 'read' },
  },
  actions: {
    'usage:view': 'read',
  },
  endpoints,
})
