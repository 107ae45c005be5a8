import type { matchHows } from '@porchlight/contract/customer-search.ts'

/** What a search looks for: each term is of one family, and all of them must fit. */
export type Terms = {
  name?: string | undefined
  street?: string | undefined
  city?: string | undefined
  postalCode?: string | undefined
  accountId?: string | undefined
  contact?: string | undefined
  identifierType?: string | undefined
  identifier?: string | undefined
  geographicType?: string | undefined
  geographicValue?: string | undefined
  webUser?: string | undefined
}

/** Why a row is there: the part of what is shown that matched, or the value that did. */
export type Match = { field: string; text: string; how: (typeof matchHows)[number] }

/** What a search must know of the installation. */
export type Known = { encryptionKey: string; identifierTypes: readonly string[] }

/**
 * The types that a short name of an identifier may mean: the type's own name or its beginning, the initials of its words
 * (`dl` of `driver-licence`), or what people call it.
 */
export function typesMeant(short: string, known: readonly string[]): string[] {
  const said = short.toLowerCase()
  const called: Record<string, string> = {
    ssn: 'tax-id',
    tin: 'tax-id',
    ein: 'tax-id',
    pp: 'passport',
    lic: 'driver-licence',
  }
  const initials = (type: string) =>
    type
      .split('-')
      .map((word) => word.charAt(0))
      .join('')
  const exact = known.filter((type) => type === said || type === called[said] || initials(type) === said)
  return exact.length > 0 ? exact : known.filter((type) => said.length > 1 && type.startsWith(said))
}

const familyOf: Record<keyof Terms, string> = {
  name: 'name',
  street: 'street',
  city: 'city',
  postalCode: 'postal-code',
  accountId: 'account',
  contact: 'contact',
  identifierType: 'identifier',
  identifier: 'identifier',
  geographicType: 'geographic',
  geographicValue: 'geographic',
  webUser: 'web-user',
}

/** The families that terms belong to. */
export function familiesOf(terms: Terms): string[] {
  const asked = (Object.keys(familyOf) as (keyof Terms)[]).filter((term) => terms[term])
  return [...new Set(asked.map((term) => familyOf[term]))]
}
