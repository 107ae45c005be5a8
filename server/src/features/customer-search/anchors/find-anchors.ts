import type { Sql } from '#database/sql.ts'
import { blindIndex } from '#encryption/sealed-value.ts'
import {
  accountRange,
  contactPattern,
  isGiven,
  isTooWide,
  likePattern,
  webUserKey,
  wholeContact,
} from '../patterns.ts'
import { familiesOf, type Match, type SearchContext, type Terms } from '../rules.ts'
import { endingOf } from '../telephone.ts'
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

const beginningOf = (pattern: string) => pattern.replace(/[%_].*$/s, '').replace(/\\(.)/g, '$1')

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
  const range = accountRange(accountId)
  if (range.accountTo === 0) return noAccount
  const { accountFrom, accountTo, accountPattern } = range
  // A beginning is a range of the index; a wildcard inside needs LIKE as well.
  const pattern = accountPattern.indexOf('%') < accountPattern.length - 1 ? accountPattern : null
  const isWhole = isAlone && accountFrom === accountTo
  const ending = endingOf(accountId)
  const rows = await accountsInRange(sql, {
    accountFrom,
    accountTo,
    pattern,
    isWhole,
    ending: ending === null ? null : Number(ending),
    limit,
  })
  const how = accountFrom === accountTo ? 'exact' : 'beginning'
  return {
    of: 'account',
    hits: new Map(rows.map((row) => [row.accountId, { field: 'account', text: String(row.accountId), how }])),
    wholes: new Set(isWhole ? rows.map((row) => row.accountId) : []),
  }
}

async function byContact(
  sql: Sql,
  { contact }: Terms,
  isAlone: boolean,
  limit: number,
): Promise<Anchor | null> {
  if (!isGiven(contact)) return null
  const pattern = contactPattern(contact)
  const beginning = beginningOf(pattern)
  const whole = isAlone ? wholeContact(contact) : null
  const rows = await personsByContact(sql, { pattern, beginning, whole, ending: endingOf(contact), limit })
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
  const types = identifierType === null ? context.identifierTypes : [identifierType]
  const isWhole = isAlone && isGiven(identifier)
  const rows = isGiven(identifier)
    ? await personsByIdentifier(sql, {
        hashes: context.readableKeys.flatMap((key) =>
          types.map((type) => Buffer.from(blindIndex(key, type, identifier)).toString('hex')),
        ),
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

/** Returns the whole value as it is stored; null if it has a wildcard. */
const wholeText = (text: string) =>
  text.includes('%') ? null : text.trim().replace(/\s+/g, ' ').toLowerCase()

async function byGeography(sql: Sql, terms: Terms, isAlone: boolean, limit: number): Promise<Anchor | null> {
  const { geographicType, geographicValue } = terms
  const type = isGiven(geographicType) ? geographicType : null
  if (!isGiven(geographicValue) && type === null) return null
  const pattern = isGiven(geographicValue) ? likePattern(geographicValue) : null
  const whole = isAlone && isGiven(geographicValue) ? wholeText(geographicValue) : null
  const rows: { premiseId: number; value: string; isWhole?: boolean; isMeter?: boolean }[] =
    pattern === null
      ? await premisesByGeographicType(sql, { geographicType: type, limit })
      : await premisesByGeography(sql, {
          geographicType: type,
          pattern,
          beginning: beginningOf(pattern),
          whole,
          limit,
        })
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
  const pattern = likePattern(webUser.toLowerCase())
  const rows = await webUsersFound(sql, {
    pattern,
    beginning: beginningOf(pattern),
    webUserId: webUserKey(webUser),
    whole: isAlone ? wholeText(webUser) : null,
    limit,
  })
  const typed = webUser.replaceAll('%', '').toLowerCase()
  const why = (row: { userName: string; email: string }): Match => {
    const isName = row.userName.toLowerCase().startsWith(typed)
    const isWhole = typed === (isName ? row.userName : row.email).toLowerCase()
    return {
      field: 'web-user',
      text: isName ? row.userName.slice(0, typed.length) : row.email,
      how: isWhole ? 'exact' : 'beginning',
    }
  }
  return {
    of: 'web-user',
    hits: new Map(rows.map((row) => [row.webUserId, why(row)])),
    wholes: new Set(rows.flatMap((row) => (row.isWhole ? [row.webUserId] : []))),
    personOf: new Map(rows.map((row) => [row.webUserId, row.personId])),
    accounts: new Map(
      rows.flatMap((row) => (row.accountId === null ? [] : [[row.accountId, row.webUserId] as const])),
    ),
  }
}
