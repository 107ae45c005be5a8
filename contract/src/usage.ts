import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { readingQualities } from './reading-qualities.ts'
import { AccountId, CalendarDate, CalendarMonth, Id, may } from './values.ts'

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
  /** True where readings in it were estimated, substituted or failed a check; else absent. */
  isEstimated: z.boolean().optional(),
})

const Quality = z.enum(readingQualities)

/** A month that can have readings. */
const UsageMonth = CalendarMonth.refine((month) => month >= '1900-01' && month < '9000-01')

/**
 * Per cent against the same days last year, counting only days measured in full in both years; null where there are
 * none. A month half over is so compared with the same half.
 */
export const ChangePercent = z.number().nullable()

/** Ten years in one file are enough, and a wrong year does not ask for all memory. */
const isWithinYears = (from: string, until: string) =>
  Number(until.slice(0, 4)) - Number(from.slice(0, 4)) <= 10

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
      may: may('usage:download'),
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
          /** The hours of most use in the month whose days are shown, the highest first; empty without readings of hours. */
          highestHours: z.array(z.object({ startsAt: z.string(), amount: z.number() })),
          /** Readings of a meter that is read once for each bill, the newest first. `amount` null: a number for "no reading". */
          billingPeriods: z.array(
            z.object({
              startsOn: CalendarDate,
              /** The last day. */
              endsOn: CalendarDate,
              days: z.number(),
              isReceived: z.boolean(),
              amount: z.number().nullable(),
              quality: Quality,
            }),
          ),
        })
        .nullable(),
    }),
  }),
  /**
   * A part of a file with the readings of a service: Green Button (ESPI) or CSV. The browser takes all parts as one file at
   * `/accounts/:accountId/usage/download.xml`, or `.csv`.
   */
  exportUsage: endpoint({
    method: 'GET',
    path: '/api/accounts/:accountId/usage/export',
    action: 'usage:download',
    masquerade: 'read: usage.download',
    params: z.strictObject({ accountId: AccountId }),
    query: z
      .strictObject({
        servicePointId: Id,
        format: z.enum(['xml', 'csv']),
        from: UsageMonth,
        until: UsageMonth,
        /** The month with which this part begins; absent: the first part. */
        at: UsageMonth.optional(),
      })
      .refine(({ from, until, at = from }) => from <= at && at <= until && isWithinYears(from, until), {
        path: ['until'],
      }),
    response: z.object({
      text: z.string(),
      /** The month with which the next part begins; null: it was the last. */
      next: CalendarMonth.nullable(),
      fileName: z.string(),
    }),
  }),
  /** One day of a service, hour by hour or reading by reading, gaps included. */
  readUsageDay: endpoint({
    method: 'GET',
    path: '/api/accounts/:accountId/usage/day',
    action: 'usage:view',
    masquerade: 'read',
    params: z.strictObject({ accountId: AccountId }),
    query: z.strictObject({
      servicePointId: Id.optional(),
      date: CalendarDate.refine((date) => date >= '1900-01-01' && date < '9000-01-01'),
      step: z.enum(['hour', 'reading']).default('hour'),
    }),
    response: z.object({
      /** Null for an account without a service. */
      chosen: z
        .object({
          servicePointId: Id,
          serviceType: ServiceType,
          address: z.string(),
          unit: UsageUnit,
          date: CalendarDate,
          /** 23 or 25 on days when the clock changes. */
          hours: z.number(),
          /** In order of time. Empty: no reading of this day. */
          slots: z.array(
            z.object({
              startsAt: z.string(),
              minutes: z.number(),
              /** Null: not measured, which is not 0. */
              amount: z.number().nullable(),
              received: z.number().nullable(),
              /** The least trustworthy quality of the readings in it. */
              quality: Quality,
              isPartial: z.boolean(),
              /** True where the meter sent a number for "no reading": it is kept, and counts in no sum. */
              hasSetAside: z.boolean(),
            }),
          ),
          totalAmount: z.number(),
          /** Null for a meter that does not measure what is sent back. */
          receivedAmount: z.number().nullable(),
          highest: z.object({ startsAt: z.string(), minutes: z.number(), amount: z.number() }).nullable(),
          /** How many slots are estimated, substituted or questionable. */
          doubtful: z.number(),
          /** True where readings are shorter than the hours that are shown. */
          hasShorter: z.boolean(),
          previous: CalendarDate.nullable(),
          next: CalendarDate.nullable(),
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
    'usage:download': 'read: usage.download',
  },
  endpoints,
})
