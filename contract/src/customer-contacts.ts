import { z } from 'zod'
import { contactMakers } from './contact-makers.ts'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { mostNote } from './limits.ts'
import { AccountId, CalendarDate, Id, Instant, MasqueradeId, optionalText, text } from './values.ts'

/** A class and a type that CSRs choose from: the setting `contacts.kinds`. */
export const ContactKind = z.object({ contactClass: z.string(), contactType: z.string() })

export const CustomerContact = z.object({
  customerContactId: Id,
  at: Instant,
  contactClass: z.string(),
  contactType: z.string(),
  note: z.string(),
  madeBy: z.enum(contactMakers),
  csrId: z.string().nullable(),
  taskId: Id.nullable(),
  masqueradeId: z.string().nullable(),
})

export const CustomerContacts = z.object({
  contacts: z.array(CustomerContact),
  /** The last one's id, where there are older ones. */
  nextBefore: Id.nullable(),
})

const endpoints = {
  /** An account's contacts, the newest first, 20 a page; `before` is the last one's id of the page before. */
  queryCustomerContacts: endpoint({
    method: 'POST',
    path: '/api/desk/accounts/:accountId/contacts/query',
    action: 'account:view',
    masquerade: 'never',
    task: null,
    reads: true,
    opens: 'account',
    params: z.strictObject({ accountId: AccountId }),
    body: z.strictObject({
      contactClass: optionalText(40).optional(),
      contactType: optionalText(40).optional(),
      madeBy: z.enum(['anyone', ...contactMakers]).default('anyone'),
      csrId: optionalText(60).optional(),
      from: CalendarDate.optional(),
      to: CalendarDate.optional(),
      /** Part of the note, in small or capital letters. */
      text: optionalText(120).optional(),
      before: Id.optional(),
    }),
    response: CustomerContacts,
  }),
  /**
   * A note of what was said. Its kind is one that the utility set, but for the note after a masquerade: `support`,
   * `masquerade`. It is never changed afterwards.
   */
  addCustomerContact: endpoint({
    method: 'POST',
    path: '/api/desk/accounts/:accountId/contacts',
    action: 'contact:add',
    masquerade: 'never',
    task: null,
    params: z.strictObject({ accountId: AccountId }),
    body: z.strictObject({
      contactClass: text(40),
      contactType: text(40),
      note: text(mostNote),
      masqueradeId: MasqueradeId.nullable(),
      /** The draft it comes from. The same text of the same draft is saved once, however often it is sent. */
      draftId: z.uuid().optional(),
    }),
    response: z.object({ customerContactId: Id }),
  }),
}

export const customerContacts = feature({
  permissions: ['contact:add'],
  endpoints,
})
