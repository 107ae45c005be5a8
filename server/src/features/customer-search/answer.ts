import type { Sql } from '#database/sql.ts'
import type { Candidate } from './find/candidate.ts'
import { costs } from './find/costs.ts'
import { knownFor, ownAnd, similarFor } from './find/expand.ts'
import type { Typed } from './find/likeness.ts'
import type { Known, Terms } from './rules.ts'
import { type Found, find, wayOf } from './search.ts'
import type { Understanding } from './understand.ts'

export type Answer = {
  candidates: readonly Candidate[]
  isByPlace: boolean
  families: readonly string[]
}

/** So few that somebody spelt alike may be meant. */
const few = 8

/**
 * Asks each way in which what was typed may be understood: tier by tier with the words as they were typed, until one finds
 * somebody; then with words spelt alike, where nobody or only few were found. The lexicon is asked once for all of them.
 * @param limit of candidates
 */
export async function answer(
  sql: Sql,
  tiers: readonly (readonly Understanding[])[],
  fields: Terms,
  known: Known,
  limit: number,
): Promise<Answer> {
  const ways = tiers.map((tier) =>
    tier.map(({ families, terms }) => wayOf(families, { ...terms, ...fields })),
  )
  const knownWords = await knownFor(
    sql,
    ways.flat().flatMap(({ parts }) => parts),
  )
  const asTyped = (part: Typed) => ownAnd(part, knownWords(part), [])
  const found: Found[] = []
  for (const tier of ways) {
    found.push(...(await Promise.all(tier.map((way) => find(sql, way, known, 'known', asTyped, limit)))))
    if (found.some((one) => hasAny(one) && leastOf(one) <= costs.oneEdit)) break
  }
  const fruitful = likeliest(found.filter(hasAny))
  if (fruitful.length > 0 && (isPlenty(fruitful) || !fruitful.some(({ hasWords }) => hasWords)))
    return joined(fruitful)

  // Where somebody fits just so, the other ways are not meant.
  const isSure = fruitful.some((one) => leastOf(one) <= costs.oneEdit)
  const again = (isSure ? fruitful : found).filter(({ hasWords }) => hasWords).map(({ way }) => way)
  const similarWords = await similarFor(
    sql,
    again.flatMap(({ parts }) => parts),
  )
  const alsoSimilar = (part: Typed) => ownAnd(part, knownWords(part), similarWords(part))
  const more = await Promise.all(again.map((way) => find(sql, way, known, 'similar', alsoSimilar, limit)))
  const others = fruitful.filter(({ way }) => !again.includes(way))
  return joined([...others, ...likeliest(more.filter(hasAny))])
}

const hasAny = ({ candidates }: Found) => candidates.length > 0
const leastOf = ({ candidates }: Found) => candidates[0]?.cost ?? Number.POSITIVE_INFINITY

/** Many, or one that is just what was typed, by name and address. */
function isPlenty(ways: readonly Found[]): boolean {
  const [best] = ways.flatMap(({ candidates }) => candidates[0] ?? []).sort((a, b) => a.cost - b.cost)
  if (best && best.cost <= costs.otherStreetForm && best.name.length > 0 && best.place.length > 0) return true
  const sure = ways.flatMap(({ candidates }) => candidates.filter(({ cost }) => cost <= costs.oneEdit))
  return sure.length >= few
}

/** The ways whose best is about as likely as the best of all. */
function likeliest(ways: readonly Found[]): Found[] {
  const least = Math.min(...ways.map(leastOf))
  return ways.filter((way) => leastOf(way) <= least + costs.nickname)
}

function joined(ways: readonly Found[]): Answer {
  const candidates = ways.flatMap((one) => one.candidates)
  return {
    // What one way found stays in its order.
    candidates: ways.length > 1 ? [...candidates].sort((a, b) => a.cost - b.cost) : candidates,
    isByPlace: ways.length > 0 && ways.every((one) => one.isByPlace),
    families: [...new Set(ways.flatMap(({ way }) => way.families))],
  }
}
