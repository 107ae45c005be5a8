import type { matchHows } from '@porchlight/contract/customer-search.ts'

/** The terms of a search. Each belongs to one family, and all must match. */
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

/** Why a row was found: the shown text, or the value, that matched. */
export type Match = { field: string; text: string; how: (typeof matchHows)[number] }

/** What a search needs of the installation. */
export type SearchContext = { readableKeys: readonly string[]; identifierTypes: readonly string[] }

/**
 * Returns the identifier types that a short name may mean: a type's name or its beginning, the initials of its words (`dl` for
 * `driver-licence`), or a usual abbreviation.
 */
export function typesMeant(short: string, types: readonly string[]): string[] {
  const name = short.toLowerCase()
  const abbreviations: Record<string, string> = {
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
  const exact = types.filter(
    (type) => type === name || type === abbreviations[name] || initials(type) === name,
  )
  return exact.length > 0 ? exact : types.filter((type) => name.length > 1 && type.startsWith(name))
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

/** Returns the families of the terms, each once. */
export function familiesOf(terms: Terms): string[] {
  const given = (Object.keys(familyOf) as (keyof Terms)[]).filter((term) => terms[term])
  return [...new Set(given.map((term) => familyOf[term]))]
}
