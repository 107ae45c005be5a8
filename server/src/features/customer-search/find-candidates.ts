import type { Sql } from '#database/sql.ts'
import type { Candidate } from './find/candidate.ts'
import { costs } from './find/costs.ts'
import { findGuarded } from './find/find-guarded.ts'
import type { Typed } from './find/likeness.ts'
import { isWord, knownFor, ownAnd, similarFor, type WordsFor } from './lexicon/expand.ts'
import { familiesOf, type SearchContext, type Terms } from './rules.ts'
import { find, near, type Way, type WayResult, wayOf } from './search.ts'
import { findByTraces } from './traces/find-by-traces.ts'
import type { Understanding } from './understand.ts'

export type Search = {
  tiers: readonly (readonly Understanding[])[]
  /** Terms of fields, which all ways have. */
  fields: Terms
  context: SearchContext
  /** The most candidates. */
  limit: number
  /** Aborted when the request is cancelled: no further query starts then. */
  signal?: AbortSignal | undefined
}

export type SearchResult = {
  candidates: readonly Candidate[]
  isByPlace: boolean
  families: readonly string[]
  /** The ways that were searched, without those that were no longer needed. */
  searched: readonly Terms[]
  /** A protected customer's whole name or address was combined with another term, and so found no one. */
  isProbe: boolean
}

/** The most ways that are searched again with similar words: the likeliest. */
const mostAgain = 6
/** Below this number of good candidates, similar words are searched too. */
const few = 8

/**
 * Searches each way in which the text may be understood. First tier by tier with the words as typed, until a tier finds a good
 * candidate; a word that the lexicon does not know is replaced by similar ones at once. Then, if there are few candidates, with
 * similar words. One query reads the lexicon for all ways.
 */
export async function findCandidates(sql: Sql, search: Search): Promise<SearchResult> {
  const { tiers, fields } = search
  const ways = tiers.flat().map(({ families, terms }) => ({ families, terms: { ...terms, ...fields } }))
  const [guarded, unguarded] = await Promise.all([findGuarded(sql, ways), findUnguarded(sql, search)])
  if (guarded.candidates.length === 0) return { ...unguarded, isProbe: guarded.isProbe }
  return {
    ...unguarded,
    candidates: [...guarded.candidates, ...unguarded.candidates],
    families: [...new Set([...guarded.families, ...unguarded.families])],
  }
}

/** Searches the index and the exact families. Its result does not depend on protected customers, so it cannot reveal them. */
export async function findUnguarded(sql: Sql, search: Search): Promise<SearchResult> {
  const result = await findByPairs(sql, search)
  if (result.candidates.length > 0) return result
  // Nobody: the name and the address may both be damaged.
  const way = search.tiers
    .flat()
    .map(({ families, terms }) => wayOf(families, { ...terms, ...search.fields }))
    .find(
      ({ terms, wanted }) =>
        wanted.name.length > 0 && wanted.place && familiesOf(terms).every((family) => ofRecord.has(family)),
    )
  if (!way?.wanted.place) return result
  search.signal?.throwIfAborted()
  const candidates = near(await findByTraces(sql, way.wanted.name, way.wanted.place))
  const families = candidates.length > 0 ? way.families : []
  return { ...result, candidates, isByPlace: false, families: [...families] }
}

/** The families that a damaged search may have. */
const ofRecord = new Set(['name', 'street', 'city', 'postal-code'])

/** Searches each way by pairs of words that the index has. */
async function findByPairs(
  sql: Sql,
  { tiers, fields, context, limit, signal }: Search,
): Promise<SearchResult> {
  const understood = tiers.map((tier) =>
    tier.map(({ families, terms, town }) => ({ town, ...wayOf(families, { ...terms, ...fields }) })),
  )
  const partsIn = (some: readonly Way[]) => some.flatMap(({ parts }) => parts)
  const knownWords = await knownFor(sql, partsIn(understood.flat()), partsIn(understood[0] ?? []))
  const ways = withTownsFirst(understood, knownWords)
  const asTyped = (part: Typed) => ownAnd(part, knownWords(part), [])
  const isMisspelled = (way: Way) => way.parts.some((part) => !isWord(knownWords(part)))
  const ask = (way: Way) => find(sql, way, context, isMisspelled(way) ? 'similar' : 'known', asTyped, limit)
  const results: WayResult[] = []
  // A good candidate that was found by similar words alone may be a coincidence ('linc' resembles 'Linda'). Later tiers are then
  // searched too, but only the ways whose words the lexicon knows ('linc' begins 'Lincoln').
  let isOnlySimilar = false
  for (const tier of ways) {
    signal?.throwIfAborted()
    const meant = isOnlySimilar ? tier.filter((way) => !isMisspelled(way)) : tier
    results.push(...(await Promise.all(meant.map(ask))))
    const sure = results.filter((one) => hasAny(one) && leastOf(one) <= sureOf(one))
    if (sure.some(({ pass }) => pass === 'known')) break
    isOnlySimilar = sure.length > 0
  }
  const fruitful = likeliest(results.filter(hasAny))
  if (fruitful.length > 0 && (isPlenty(fruitful) || !fruitful.some(({ hasWords }) => hasWords)))
    return joined(results, fruitful)

  // Beside an unknown word, a known one may be misspelled as well: 'rifhard lend'.
  const isOwnWord = (part: Typed) => isWord(knownWords(part))
  // If a candidate fits exactly, the other ways are not meant. Ways that already used similar words are not repeated.
  const isSure = fruitful.some((one) => leastOf(one) <= sureOf(one))
  const again = (isSure ? fruitful : results)
    .filter(
      (one) =>
        one.hasWords &&
        (one.pass === 'known' ||
          ((leastOf(one) > sureOf(one) || isHalf(one)) && one.way.parts.some(isOwnWord))),
    )
    .map(({ way }) => way)
    .slice(0, mostAgain)
  signal?.throwIfAborted()
  if (again.length === 0) return joined(results, fruitful)
  const similarWords = await similarFor(
    sql,
    again.flatMap(({ parts }) => parts),
  )
  const alsoSimilar = (part: Typed) => ownAnd(part, knownWords(part), similarWords(part))
  const more = await Promise.all(again.map((way) => find(sql, way, context, 'similar', alsoSimilar, limit)))
  const others = fruitful.filter(({ way }) => !again.includes(way))
  return joined(results, [...others, ...likeliest(more.filter(hasAny))])
}

type TownWay = Way & { town: Understanding['town'] | undefined }

/** Moves the ways with a town that the index has to the first tier, and leaves out those that need such a town and have none. */
function withTownsFirst(tiers: readonly (readonly TownWay[])[], knownWords: WordsFor): TownWay[][] {
  const hasTown = ({ town, wanted }: TownWay) => {
    const city = wanted.place?.city
    return town !== undefined && city != null && knownWords(city).some(({ how }) => how === 'exact')
  }
  const moved = tiers.slice(1).flatMap((tier) => tier.filter(hasTown))
  return tiers.map((tier, at) => [
    ...tier.filter((way) => (hasTown(way) ? at === 0 : way.town !== 'known')),
    ...(at === 0 ? moved : []),
  ])
}

/** The cost up to which a candidate makes further ways needless: one edit, or two where a typed word is unknown. */
const sureOf = ({ pass }: WayResult) => (pass === 'known' ? costs.oneEdit : costs.twoEdits + costs.nickname)
/** Whether the best candidate has only half of the typed name: a misspelled word may be a word that somebody else has. */
const isHalf = ({ candidates, way }: WayResult) =>
  way.wanted.name.length > 1 && (candidates[0]?.name.length ?? 0) * 2 <= way.wanted.name.length
const hasAny = ({ candidates }: WayResult) => candidates.length > 0
const leastOf = ({ candidates }: WayResult) => candidates[0]?.cost ?? Number.POSITIVE_INFINITY

/** Returns whether there are enough good candidates: many, or one that fits by name and address. */
function isPlenty(ways: readonly WayResult[]): boolean {
  const [best] = ways.flatMap(({ candidates }) => candidates[0] ?? []).sort((a, b) => a.cost - b.cost)
  if (best && best.cost <= costs.otherStreetForm && best.name.length > 0 && best.place.length > 0) return true
  const sure = ways.flatMap(({ candidates }) => candidates.filter(({ cost }) => cost <= costs.oneEdit))
  return sure.length >= few
}

/** Keeps the ways whose best candidate is about as likely as the best of all. */
function likeliest(ways: readonly WayResult[]): WayResult[] {
  const least = Math.min(...ways.map(leastOf))
  return ways.filter((way) => leastOf(way) <= least + costs.nickname)
}

function joined(all: readonly WayResult[], ways: readonly WayResult[]): SearchResult {
  const candidates = ways.flatMap((one) => one.candidates)
  return {
    // Keeps the order within a way.
    candidates: ways.length > 1 ? [...candidates].sort((a, b) => a.cost - b.cost) : candidates,
    isByPlace: ways.length > 0 && ways.every((one) => one.isByPlace),
    families: [...new Set(ways.flatMap(({ way }) => way.families))],
    searched: all.map(({ way }) => way.terms),
    isProbe: false,
  }
}

/**
 * Returns the persons with this name, the likeliest first, and those with similar names if few have exactly this one. Never returns
 * protected customers, not even for a whole name, because callers combine the name with other terms.
 */
export async function personsNamed(sql: Sql, name: string, limit: number): Promise<number[]> {
  const context = { readableKeys: [], identifierTypes: [] }
  const tiers = [[{ families: [], terms: { name } }]]
  const { candidates } = await findUnguarded(sql, { tiers, fields: {}, context, limit })
  return candidates.flatMap(({ personId }) => personId ?? []).slice(0, limit)
}
