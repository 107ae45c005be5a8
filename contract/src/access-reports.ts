import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { AccountId, CalendarDate, Id } from './values.ts'

/** Days of the utility, both included: at most 366. The period before has as many days and ends on the day before `from`. */
const Period = { from: CalendarDate, to: CalendarDate }

/** A count, and the same of the period before. */
const counted = { count: z.number().int(), before: z.number().int() }

const step = z.object({ from: CalendarDate, to: CalendarDate, ...counted })

const endpoints = {
  /** What staff did in a period: by day, CSR, customer, purpose and refusal, each beside the period before. */
  readAccessReport: endpoint({
    method: 'POST',
    path: '/api/desk/access-report',
    action: 'access-report:view',
    masquerade: 'never',
    task: null,
    reads: true,
    body: z.strictObject(Period),
    response: z.object({
      /** Days up to a month, else weeks: the first day of each, with the lines of reads and changes. */
      steps: z.array(step),
      /** The same of refusals alone. */
      refusedSteps: z.array(step),
      /** The period that the figures are compared with. */
      before: z.object(Period),
      /** The 100 CSRs with the most lines. */
      csrs: z.array(
        z.object({
          csrId: z.string(),
          name: z.string().nullable(),
          ...counted,
          changes: z.number().int(),
          refusals: z.number().int(),
          masquerades: z.number().int(),
          /** Distinct customers of each day, summed. */
          customers: z.number().int(),
        }),
      ),
      /** The 50 accounts that the most CSRs opened. */
      customers: z.array(
        z.object({
          accountId: AccountId,
          personId: Id.nullable(),
          /** Masked for a protected customer. */
          personName: z.string().nullable(),
          csrs: z.number().int(),
          lines: z.number().int(),
        }),
      ),
      purposes: z.array(z.object({ name: z.string(), ...counted })),
      refusals: z.array(z.object({ name: z.string(), ...counted })),
    }),
  }),
  /** The same figures as one file for a spreadsheet. The export is on the record. */
  exportAccessReport: endpoint({
    method: 'POST',
    path: '/api/desk/access-report/export',
    action: 'access-report:export',
    masquerade: 'never',
    task: null,
    reads: true,
    body: z.strictObject(Period),
    response: z.object({ csv: z.string() }),
  }),
}

export const accessReports = feature({
  permissions: ['access-report:view'],
  actions: { 'access-report:export': 'never' },
  endpoints,
})
