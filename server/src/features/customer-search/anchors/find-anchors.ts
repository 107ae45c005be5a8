import type { Sql } from '#database/sql.ts'
import { isGiven, isTooWide } from '../patterns.ts'
import { familiesOf, type Match, type SearchContext, type Terms } from '../rules.ts'
import {
  accountTerms,
  contactTerms,
  geographicTerms,
  identifierHashes,
  webUserMatch,
  webUserTerms,
} from './anchor-terms.ts'
import {
  accountsInRange,
  personsByContact,
  personsByIdentifier,
  personsByIdentifierType,
  premisesByGeographicType,
  premisesByGeography,
  webUsersFound,
} from './queries.ts'

/** The hits of one exact family, by id, each with the reason that the row shows. */
export type Anchor = {
  of: 'person' | 'account' | 'premise' | 'web-user'
  hits: ReadonlyMap<number, Match>
  /** Ids found by a whole value that was the only term: only these may be protected. */
  wholes: ReadonlySet<number>
  /** For web users: their persons, and their linked accounts. */
  personOf?: ReadonlyMap<number, number>
  accounts?: ReadonlyMap<number, number>
}

/**
 * Looks up the exact families of a search: account, contact, identifier, geographic, web user. A value with a wildcard near its
 * beginning finds nothing; in a field of its own the handler has refused it before.
 */
export async function findAnchors(
  sql: Sql,
  terms: Terms,
  context: SearchContext,
  limit: number,
): Promise<Anchor[]> {
  const texts = [terms.accountId, terms.contact, terms.webUser, terms.geographicValue]
  if (texts.some((text) => text !== undefined && isTooWide(text))) return [noAccount]
  const isAlone = familiesOf(terms).length === 1
  const anchors = await Promise.all([
    byAccount(sql, terms, isAlone, limit),
    byContact(sql, terms, isAlone, limit),
    byIdentifier(sql, terms, isAlone, context, limit),
    byGeography(sql, terms, isAlone, limit),
    byWebUser(sql, terms, isAlone, limit),
  ])
  return anchors.filter((anchor) => anchor !== null)
}

const noAccount: Anchor = { of: 'account', hits: new Map(), wholes: new Set() }

async function byAccount(
  sql: Sql,
  { accountId }: Terms,
  isAlone: boolean,
  limit: number,
): Promise<Anchor | null> {
  if (accountId === undefined || accountId === '') return null
  const { isNone, how, ...range } = accountTerms(accountId, isAlone)
  if (isNone) return noAccount
  const rows = await accountsInRange(sql, { ...range, limit })
  return {
    of: 'account',
    hits: new Map(rows.map((row) => [row.accountId, { field: 'account', text: String(row.accountId), how }])),
    wholes: new Set(range.isWhole ? rows.map((row) => row.accountId) : []),
  }
}

async function byContact(
  sql: Sql,
  { contact }: Terms,
  isAlone: boolean,
  limit: number,
): Promise<Anchor | null> {
  if (!isGiven(contact)) return null
  const rows = await personsByContact(sql, { ...contactTerms(contact, isAlone), limit })
  return persons(
    rows.map(({ personId, value, isWhole }) => ({ personId, text: value, isWhole })),
    'contact',
  )
}

/** Looks up identifiers by value, by type, or by both. */
async function byIdentifier(
  sql: Sql,
  terms: Terms,
  isAlone: boolean,
  context: SearchContext,
  limit: number,
): Promise<Anchor | null> {
  const { identifier } = terms
  const identifierType = terms.identifierType || null
  if (!isGiven(identifier) && identifierType === null) return null
  const isWhole = isAlone && isGiven(identifier)
  const rows = isGiven(identifier)
    ? await personsByIdentifier(sql, {
        hashes: identifierHashes(terms, context),
        isAlone,
        limit,
      })
    : await personsByIdentifierType(sql, { identifierType, limit })
  return persons(
    rows.map(({ personId, maskedValue }) => ({ personId, text: maskedValue, isWhole })),
    'identifier',
  )
}

type PersonHit = { personId: number; text: string; isWhole: boolean }
const persons = (rows: readonly PersonHit[], field: string): Anchor => ({
  of: 'person',
  hits: new Map(rows.map(({ personId, text }) => [personId, { field, text, how: 'exact' as const }])),
  wholes: new Set(rows.flatMap(({ personId, isWhole }) => (isWhole ? [personId] : []))),
})

async function byGeography(sql: Sql, terms: Terms, isAlone: boolean, limit: number): Promise<Anchor | null> {
  const { geographicType, geographicValue } = terms
  const type = isGiven(geographicType) ? geographicType : null
  if (!isGiven(geographicValue) && type === null) return null
  const rows: { premiseId: number; value: string; isWhole?: boolean; isMeter?: boolean }[] = isGiven(
    geographicValue,
  )
    ? await premisesByGeography(sql, {
        geographicType: type,
        ...geographicTerms(geographicValue, isAlone),
        limit,
      })
    : await premisesByGeographicType(sql, { geographicType: type, limit })
  return {
    of: 'premise',
    hits: new Map(
      rows.map(({ premiseId, value, isMeter }) => [
        premiseId,
        { field: isMeter ? 'meter' : 'geographic', text: value, how: 'beginning' as const },
      ]),
    ),
    wholes: new Set(rows.flatMap(({ premiseId, isWhole }) => (isWhole ? [premiseId] : []))),
  }
}

async function byWebUser(
  sql: Sql,
  { webUser }: Terms,
  isAlone: boolean,
  limit: number,
): Promise<Anchor | null> {
  if (!isGiven(webUser)) return null
  const rows = await webUsersFound(sql, { ...webUserTerms(webUser, isAlone), limit })
  return {
    of: 'web-user',
    hits: new Map(rows.map((row) => [row.webUserId, webUserMatch(webUser, row)])),
    wholes: new Set(rows.flatMap((row) => (row.isWhole ? [row.webUserId] : []))),
    personOf: new Map(rows.map((row) => [row.webUserId, row.personId])),
    accounts: new Map(
      rows.flatMap((row) => (row.accountId === null ? [] : [[row.accountId, row.webUserId] as const])),
    ),
  }
}
