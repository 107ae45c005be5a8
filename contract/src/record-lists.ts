import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { recordEvents } from './record-events.ts'
import { RecordEntry } from './the-record.ts'
import { AccountId, CalendarDate, Id, Integer, optionalText, text } from './values.ts'

/** Which lines of a list to show. Days are the utility's, both included. */
export const RecordFilters = z.strictObject({
  event: z.enum(recordEvents).optional(),
  /** `masquerade`: in a masquerade; `elsewhere`: at the desk, in the portal, by a job. */
  place: z.enum(['masquerade', 'elsewhere']).optional(),
  /** The purpose of the masquerade that the line belongs to. */
  purposeKind: optionalText(40).optional(),
  from: CalendarDate.optional(),
  to: CalendarDate.optional(),
})
export type RecordFilters = z.infer<typeof RecordFilters>

/** The id of a member of staff, as the record has it. */
const CsrId = z.string().regex(/^[a-z0-9][a-z0-9._-]{1,60}$/)

const Line = RecordEntry.extend({
  /** The CSR's name today; null where there is no such CSR any more. */
  csrName: z.string().nullable(),
  /** Of the line's masquerade; null outside of masquerades, and where retention deleted the masquerade. */
  purposeKind: z.string().nullable(),
})

const page = { entries: z.array(Line), nextBefore: Id.nullable() }
const asks = { action: 'record:view', masquerade: 'never', task: null, reads: true, opens: 'record' } as const

const endpoints = {
  /** Finds members of staff by a part of the name or by the beginning of the id: 20 at most. */
  findRecordCsrs: endpoint({
    method: 'POST',
    path: '/api/desk/record/csrs',
    action: 'record:view',
    masquerade: 'never',
    task: null,
    reads: true,
    body: z.strictObject({ name: text(120) }),
    response: z.object({
      csrs: z.array(z.object({ csrId: z.string(), name: z.string(), isActive: z.boolean() })),
      isCut: z.boolean(),
    }),
  }),
  /** Everything that one CSR did, at the desk and in masquerades: the newest first, 100 a page. */
  queryCsrRecord: endpoint({
    method: 'POST',
    path: '/api/desk/record/of-csr',
    ...asks,
    body: RecordFilters.extend({ csrId: CsrId, before: Id.optional() }),
    response: z.object({ csr: z.object({ csrId: z.string(), name: z.string().nullable() }), ...page }),
  }),
  /**
   * One page of a list as lines of JSON, each with its proof (decision 71), 500 lines at a time. The browser asks for the whole file by
   * the same path with the ending `.jsonl`; the server then asks for page after page. The first page has no cursor. Each page
   * is on the record.
   */
  exportRecord: endpoint({
    method: 'POST',
    path: '/api/desk/record/export',
    action: 'record:view',
    masquerade: 'never',
    task: null,
    reads: true,
    body: RecordFilters.extend({
      /** Exactly one of the two. */
      csrId: CsrId.optional(),
      personId: Id.optional(),
      /** The server's own, for the next page. */
      cursor: z
        .strictObject({
          before: Id,
          /** The size of the checkpoint that all lines are proved by. */
          size: Id,
          lines: Integer.nonnegative(),
          unsealed: Integer.nonnegative(),
        })
        .optional(),
    }),
    response: z.object({
      text: z.string(),
      nextCursor: z.object({ before: Id, size: Id, lines: z.number(), unsealed: z.number() }).nullable(),
    }),
  }),
  /**
   * Everything that anyone else did to one customer: lines about the person's web users, and about the accounts that the person is on.
   * The newest first, 100 a page. What the person did is left out.
   */
  queryCustomerRecord: endpoint({
    method: 'POST',
    path: '/api/desk/record/of-customer',
    ...asks,
    body: RecordFilters.extend({ personId: Id, before: Id.optional() }),
    response: z.object({
      customer: z.object({
        personId: Id,
        /** Masked for a protected customer, as the user names; null where the person was erased. */
        name: z.string().nullable(),
        userNames: z.array(z.string()),
        accountIds: z.array(AccountId),
      }),
      ...page,
    }),
  }),
}

export const recordLists = feature({ endpoints })
