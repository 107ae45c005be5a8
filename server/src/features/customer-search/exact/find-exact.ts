import { mostSearchRows } from '@porchlight/contract/limits.ts'
import type { Sql } from '#database/sql.ts'
import { guessOf } from '#features/searches-at-rest/index.ts'
import type { Grant } from '#policy/grant.ts'
import {
  accountTerms,
  contactTerms,
  geographicTerms,
  identifierHashes,
  webUserMatch,
  webUserTerms,
} from '../anchors/anchor-terms.ts'
import { nobody } from '../find/candidate.ts'
import { isGiven, isWholeValue } from '../patterns.ts'
import { type Showing, type Shown, shownOf } from '../rows/read-rows.ts'
import { familiesOf, type Match, type SearchContext } from '../rules.ts'
import type { ExactTiers } from './exact-ways.ts'
import type { ExactSearch } from './queries.generated.ts'
import { exactSearch } from './queries.ts'

/** The most hits of one exact family. */
const mostHits = 2000
/** The filters remove rows, so more candidates are read. */
const moreIfFiltered = 4

export type ExactResult = Shown & { understoodAs: string[] }

/**
 * Searches by exact values, shows the rows, and leaves the line of rest: all in one statement.
 * @returns null if other tiers are to be searched. There is no line of rest then.
 */
export async function findExact(
  sql: Sql,
  grant: Grant<'customer:search'>,
  { ways, isOnlyExact }: ExactTiers,
  context: SearchContext,
  { line, ...filters }: Showing,
): Promise<ExactResult | null> {
  const families = ways.map((way) => way.families)
  const { limit, division, hasWebUser } = filters
  const isFiltered = division !== null || hasWebUser
  const rows = await exactSearch(sql, grant, {
    ...parametersOf(ways, context),
    ...filters,
    ...line,
    familiesOfWays: ways.map((way) => way.families[0] ?? familiesOf(way.terms)[0] ?? ''),
    familiesSearched: [...new Set(ways.flatMap(({ terms }) => familiesOf(terms)))].join(' '),
    isOnlyExact,
    isWholeValue: ways.some(({ terms }) => isWholeValue(terms)),
    guess: guessOf(line),
    mostHits,
    mostCandidates: isFiltered ? mostSearchRows * moreIfFiltered : limit + 1,
    limitOfAll: mostSearchRows,
  })
  const [first] = rows
  if (!first?.isRested) return null
  const shown = shownOf(
    rows.flatMap((row) => {
      const match = matchOf(row, ways)
      return row.n === null || match === null ? [] : [{ row, candidate: { ...nobody, matches: [match] } }]
    }),
    limit,
  )
  return {
    ...shown,
    isCut: shown.isCut || first.hits > limit,
    understoodAs: [...new Set(first.found.flatMap((nth) => families[nth - 1] ?? []))],
  }
}

/** Returns the parameters of each family. Those of a family that is not searched have no tier. */
function parametersOf(ways: ExactTiers['ways'], context: SearchContext) {
  const place = (term: 'accountId' | 'contact' | 'identifier' | 'geographicValue' | 'webUser') => {
    const at = ways.findIndex(({ terms }) => isGiven(terms[term]))
    const way = ways[at]
    return {
      way: way ? at + 1 : null,
      tier: way?.tier ?? null,
      text: way?.terms[term] ?? '',
      terms: way?.terms,
    }
  }
  const [account, contact] = [place('accountId'), place('contact')]
  const [identifier, geographic, webUser] = [place('identifier'), place('geographicValue'), place('webUser')]
  const { how: _, isNone, ...range } = accountTerms(account.text, true)
  const hashes = ways.flatMap(({ terms }) => identifierHashes(terms, context))
  return {
    ...prefixed('account', { way: account.way, tier: isNone ? null : account.tier, ...range }),
    ...prefixed('contact', { way: contact.way, tier: contact.tier, ...contactTerms(contact.text, true) }),
    ...prefixed('identifier', { way: identifier.way, tier: identifier.tier, hashes, isAlone: true }),
    ...prefixed('geographic', {
      way: geographic.way,
      tier: geographic.tier,
      geographicType: geographic.terms?.geographicType || null,
      ...geographicTerms(geographic.text, true),
    }),
    ...prefixed('webUser', { way: webUser.way, tier: webUser.tier, ...webUserTerms(webUser.text, true) }),
  }
}

type Prefixed<P extends string, T> = { [K in keyof T & string as `${P}${Capitalize<K>}`]: T[K] }

/** Puts the name of a family before each of its parameters. */
const prefixed = <P extends string, T extends object>(prefix: P, values: T) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      `${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      value,
    ]),
  ) as Prefixed<P, T>

/** Returns why a row was found. */
function matchOf({ family, value, other }: ExactSearch['row'], ways: ExactTiers['ways']): Match | null {
  if (value === null) return null
  switch (family) {
    case 'account': {
      const typed = ways.find(({ terms }) => isGiven(terms.accountId))?.terms.accountId ?? ''
      return { field: 'account', text: value, how: accountTerms(typed, true).how }
    }
    case 'geographic':
      return { field: other ?? family, text: value, how: 'beginning' }
    case 'webUser': {
      const typed = ways.find(({ terms }) => isGiven(terms.webUser))?.terms.webUser ?? ''
      return webUserMatch(typed, { userName: value, email: other ?? '' })
    }
    default:
      return { field: family ?? '', text: value, how: 'exact' }
  }
}
