import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { mostReason } from './limits.ts'
import { AccountId, CalendarDate, Id, Instant, Locale, may, text } from './values.ts'

const ofPerson = z.strictObject({ accountId: AccountId, personId: Id })

/** The two files that the export of a person makes: for machines, and for the person to read. */
export const PersonDataFormat = z.enum(['json', 'html'])
export type PersonDataFormat = z.infer<typeof PersonDataFormat>

const Counted = z.array(z.object({ table: z.string(), count: z.number() }))
/** What stays, why (a kebab name), and until when; a null day: no period is set, or there is no end. */
const Kept = z.array(
  z.object({ table: z.string(), count: z.number(), why: z.string(), until: CalendarDate.nullable() }),
)

const ErasurePreview = z.object({
  erased: Counted,
  kept: Kept,
  /** What must be settled before the person can be erased. */
  obstacles: z.array(z.object({ obstacle: z.string(), count: z.number() })),
  /** Fingerprint of all this: sent back with the confirmation. */
  standing: z.string(),
})
export type ErasurePreview = z.infer<typeof ErasurePreview>

/** An erasure under way, or the certificate of one that is done. */
const Erasure = z.object({
  erasureId: Id,
  askedBy: z.string(),
  askedAt: Instant,
  reason: z.string(),
  rowsDone: z.number(),
  rowsTotal: z.number(),
  erased: Counted,
  kept: Kept,
  doneAt: Instant.nullable(),
  /** The number of the record's line that says it is done. */
  recordEntryId: Id.nullable(),
})

const endpoints = {
  /** What the screen about a person's data shows before anything is exported. */
  readPersonData: endpoint({
    method: 'GET',
    path: '/api/desk/accounts/:accountId/persons/:personId/data',
    action: 'person-data:export',
    masquerade: 'never',
    opens: 'account',
    params: ofPerson,
    response: z.object({
      personId: Id,
      name: z.string(),
      /** The language of the person's web user; null without one. */
      locale: Locale.nullable(),
      may: may('person-data:export', 'person-data:erase'),
    }),
  }),
  /**
   * One page of everything about one person. The browser asks for the whole file by the same path with the ending `.json` or
   * `.html`; the server then asks for page after page. The first page has no cursor and leaves a line in the record with the reason.
   */
  exportPersonData: endpoint({
    method: 'POST',
    path: '/api/desk/accounts/:accountId/persons/:personId/export',
    action: 'person-data:export',
    masquerade: 'never',
    task: null,
    reads: true,
    params: ofPerson,
    body: z.strictObject({
      /** Why, in the CSR's words. It stays in the record. */
      reason: text(mostReason),
      format: PersonDataFormat,
      /** The language of the readable page. */
      locale: Locale,
      /** The server's own, for the next page. Another one is refused. */
      cursor: z.string().max(400).optional(),
    }),
    response: z.object({ text: z.string(), rows: z.number(), nextCursor: z.string().nullable() }),
  }),
  /** What an erasure would take away and leave, or the one that was asked for. */
  readPersonErasure: endpoint({
    method: 'GET',
    path: '/api/desk/accounts/:accountId/persons/:personId/erasure',
    action: 'person-data:erase',
    masquerade: 'never',
    opens: 'account',
    params: ofPerson,
    response: z.object({
      personId: Id,
      name: z.string(),
      preview: ErasurePreview.nullable(),
      erasure: Erasure.nullable(),
    }),
  }),
  /**
   * Erases a person. Sign-in ends at once; the rest is a job of the worker. Refuses with 409 a preview that is stale (`current`: the
   * present one), a person with obstacles, and one who is erased already.
   */
  erasePerson: endpoint({
    method: 'POST',
    path: '/api/desk/accounts/:accountId/persons/:personId/erase',
    action: 'person-data:erase',
    masquerade: 'never',
    task: null,
    params: ofPerson,
    body: z.strictObject({
      standing: z.string().max(100),
      /** The person's name or number, typed. */
      confirmation: text(300),
      /** Why, in the CSR's words: it stays with the certificate. */
      reason: text(mostReason),
    }),
    response: z.object({ erasureId: Id }),
  }),
}

export const personData = feature({
  permissions: ['person-data:export', 'person-data:erase'],
  endpoints,
})
