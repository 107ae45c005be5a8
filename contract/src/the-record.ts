import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { AccountId, CalendarDate, Id, Instant, optionalText } from './values.ts'

/** A line of the record, as lists show it. */
export const RecordEntry = z.object({
  recordEntryId: Id,
  at: Instant,
  event: z.string(),
  action: z.string(),
  actorKind: z.string(),
  csrId: z.string().nullable(),
  webUserId: Id.nullable(),
  /** Who the web user is today; masked for a protected customer, null where the web user no longer exists. */
  webUser: z.object({ userName: z.string(), personName: z.string() }).nullable(),
  accountId: AccountId.nullable(),
  masqueradeId: z.string().nullable(),
  taskId: Id.nullable(),
  ipAddress: z.string().nullable(),
  reason: z.string().nullable(),
  /** Why, in the words of the CSR who was asked for a reason. */
  givenReason: z.string().nullable(),
  correlationId: z.string(),
  /** Of a customer search: which families were asked, and how many rows were found. */
  search: z
    .object({
      families: z.string(),
      hits: z.number(),
      /** The number of distinct people that the search named; null in lines that are older than this count. */
      named: z.number().nullable(),
    })
    .nullable(),
})

const endpoints = {
  /** Entries newest first, 100 a page: everything a CSR did, everything done to a customer by anyone else. */
  queryRecord: endpoint({
    method: 'POST',
    path: '/api/desk/record/query',
    action: 'record:view',
    masquerade: 'never',
    task: null,
    reads: true,
    opens: 'record',
    body: z.strictObject({
      csrId: optionalText(60).optional(),
      webUserId: Id.optional(),
      /** The web user by their name, in small or capital letters. */
      userName: optionalText(200).optional(),
      accountId: AccountId.optional(),
      masqueradeId: optionalText(26).optional(),
      event: optionalText(20).optional(),
      /** Searches whose only term was this text: the record keeps a keyed hash of it, the text is nowhere. */
      searchTerms: optionalText(200).optional(),
      from: CalendarDate.optional(),
      to: CalendarDate.optional(),
      /** Leave out what customers did themselves. */
      staffOnly: z.boolean().default(false),
      before: Id.optional(),
    }),
    response: z.object({
      entries: z.array(RecordEntry),
      nextBefore: Id.nullable(),
    }),
  }),
}

export const theRecord = feature({
  permissions: ['record:view'],
  endpoints,
})
