import type { Sql } from '#database/sql.ts'
import { blindIndex } from '#features/accounts/index.ts'
import { accountRange, contactPattern, isGiven, likePattern, namePatterns, webUserKey } from './patterns.ts'
import {
  personsByContact,
  personsByIdentifier,
  personsByName,
  premisesFound,
  webUsersFound,
} from './queries.ts'
import { type Hits, hitsOf, intersect, type Match, nameMatches, type Terms } from './rules.ts'

/** More than this of one family is cut, and said to be. */
const most = 5000

export type Known = { encryptionKey: string; identifierTypes: readonly string[] }

/** What the families found. Null: the family was not asked. */
export type Found = {
  persons: Hits | null
  premises: Hits | null
  webUsers: { hits: Hits; persons: number[] } | null
  account: ReturnType<typeof accountRange> | null
  isCut: boolean
}

const pattern = (text: string | undefined) => (isGiven(text) ? likePattern(text) : null)
const one = (field: string, text: string): readonly Match[] => [{ field, text, how: 'beginning' }]
const isFull = (hits: Hits | null) => hits !== null && hits.size >= most
const ids = (hits: Hits | null) => (hits === null || isFull(hits) ? null : [...hits.keys()])

/** Asks each family that has a term; the likely smaller side narrows the other. */
export async function find(sql: Sql, terms: Terms, division: string | null, known: Known): Promise<Found> {
  const [byContact, byIdentifier, webUsers, nearby] = await Promise.all([
    findContacts(sql, terms),
    findIdentifiers(sql, terms, known),
    findWebUsers(sql, terms),
    findPremises(sql, terms, division, null),
  ])
  const few = intersect([byContact, byIdentifier])
  const byName = await findNames(sql, terms, ids(few), ids(nearby))
  const persons = intersect([byName, few])
  const premises =
    isFull(nearby) && ids(persons) ? await findPremises(sql, terms, division, ids(persons)) : nearby
  const account =
    terms.accountId !== undefined && terms.accountId !== '' ? accountRange(terms.accountId) : null
  return {
    persons,
    premises,
    webUsers,
    account,
    isCut: [persons, premises, webUsers?.hits ?? null].some(isFull),
  }
}

async function findContacts(sql: Sql, { contact }: Terms): Promise<Hits | null> {
  if (!isGiven(contact)) return null
  const rows = await personsByContact(sql, { pattern: contactPattern(contact), limit: most })
  return hitsOf(
    rows,
    (row) => row.personId ?? 0,
    (row) => one('contact', row.value ?? ''),
  )
}

/** By value (whole: what is sealed has no beginning), by type, or by both. */
async function findIdentifiers(sql: Sql, terms: Terms, known: Known): Promise<Hits | null> {
  const { identifier } = terms
  const identifierType = terms.identifierType || null
  if (!isGiven(identifier) && identifierType === null) return null
  const types = identifierType === null ? known.identifierTypes : [identifierType]
  const hashes = isGiven(identifier)
    ? types.map((type) => Buffer.from(blindIndex(known.encryptionKey, type, identifier)).toString('hex'))
    : null
  const rows = await personsByIdentifier(sql, { hashes, identifierType, limit: most })
  return hitsOf(
    rows,
    (row) => row.personId,
    (row) => one('identifier', row.maskedValue),
  )
}

async function findWebUsers(sql: Sql, { webUser }: Terms): Promise<Found['webUsers']> {
  if (!isGiven(webUser)) return null
  const rows = await webUsersFound(sql, {
    pattern: likePattern(webUser.toLowerCase()),
    webUserId: webUserKey(webUser),
    limit: most,
  })
  const typed = webUser.replaceAll('%', '').toLowerCase()
  const hits = hitsOf(
    rows,
    (row) => row.webUserId,
    (row) => one('web-user', row.userName.toLowerCase().includes(typed) ? typed : row.email),
  )
  return { hits, persons: rows.map((row) => row.personId) }
}

async function findPremises(sql: Sql, terms: Terms, division: string | null, amongPersons: number[] | null) {
  const { street, city, postalCode, geographicType, geographicValue } = terms
  const geographicGiven = isGiven(geographicType) || isGiven(geographicValue)
  const asked = {
    street: pattern(street),
    city: pattern(city),
    postalCode: pattern(postalCode)?.toUpperCase() ?? null,
  }
  if (!geographicGiven && Object.values(asked).every((part) => part === null)) return null
  const rows = await premisesFound(sql, {
    ...asked,
    geographicGiven,
    geographicType: isGiven(geographicType) ? geographicType : null,
    geographicValue: pattern(geographicValue),
    division,
    amongPersons,
    limit: most,
  })
  const parts = Object.entries({ street, city, 'postal-code': postalCode })
    .filter(([, text]) => isGiven(text))
    .map(([field, text]): Match => ({ field, text: (text ?? '').replaceAll('%', ''), how: 'beginning' }))
  return hitsOf(
    rows,
    (row) => row.premiseId,
    (row) => (row.geographic === null ? parts : [...parts, ...one('geographic', row.geographic)]),
  )
}

/** The persons with a name, or an alias, that begins with what was typed; among some persons or premises where given. */
export async function findNames(
  sql: Sql,
  { name }: Terms,
  amongPersons: number[] | null,
  amongPremises: number[] | null,
) {
  if (!isGiven(name)) return null
  const { organisation, given, splits } = namePatterns(name)
  const [first, second, third, fourth] = splits
  const rows = await personsByName(sql, {
    organisation,
    given,
    surname1: first?.surname ?? null,
    given1: first?.given ?? null,
    surname2: second?.surname ?? null,
    given2: second?.given ?? null,
    surname3: third?.surname ?? null,
    given3: third?.given ?? null,
    surname4: fourth?.surname ?? null,
    given4: fourth?.given ?? null,
    amongPersons,
    amongPremises,
    limit: most,
  })
  return hitsOf(
    rows,
    (row) => row.personId,
    (row) => nameMatches(name, row),
  )
}
