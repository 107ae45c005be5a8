import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { mostReason } from './limits.ts'
import { AccountId, Id, Locale, may, text } from './values.ts'

const ofPerson = z.strictObject({ accountId: AccountId, personId: Id })

/** The two files that the export of a person makes: for machines, and for the person to read. */
export const PersonDataFormat = z.enum(['json', 'html'])
export type PersonDataFormat = z.infer<typeof PersonDataFormat>

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
      may: may('person-data:export'),
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
}

export const personData = feature({
  permissions: ['person-data:export'],
  endpoints,
})
