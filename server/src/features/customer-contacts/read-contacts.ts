import { contactMakers } from '@porchlight/contract/contact-makers.ts'
import type { CustomerContacts } from '@porchlight/contract/customer-contacts.ts'
import type { z } from 'zod'
import type { Sql } from '#database/sql.ts'
import type { ContactsFound } from './queries.generated.ts'
import { contactKinds, contactsFound } from './queries.ts'
import { type ContactKind, kindsOf } from './rules.ts'

type Page = z.infer<typeof CustomerContacts>

const pageSize = 20

/** Reads one page of an account's contacts. */
export async function readContacts(sql: Sql, terms: ContactsFound['params']): Promise<Page> {
  const rows = await contactsFound(sql, terms)
  const page = rows.slice(0, pageSize)
  return {
    contacts: page.map((row) => ({
      ...row,
      at: row.at.toISOString(),
      madeBy: contactMakers.find((maker) => maker === row.madeBy) ?? 'system',
    })),
    nextBefore: rows.length > pageSize ? (page.at(-1)?.customerContactId ?? null) : null,
  }
}

/** Reads the newest contacts of every kind, for the account page. */
export const readFirstContacts = (sql: Sql, accountId: number): Promise<Page> =>
  readContacts(sql, {
    accountId,
    before: null,
    contactClass: null,
    contactType: null,
    madeBy: null,
    csrId: null,
    text: null,
    from: null,
    to: null,
    timeZone: 'UTC',
  })

/** Reads the kinds that CSRs choose from. */
export async function readContactKinds(sql: Sql): Promise<ContactKind[]> {
  return kindsOf((await contactKinds.one(sql, {})).kinds)
}
