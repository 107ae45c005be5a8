import type { Sql } from '#database/sql.ts'
import type { Candidate } from './find/candidate.ts'
import { costs } from './find/costs.ts'
import type { Pass } from './find/find-by-words.ts'
import type { Known, Terms } from './rules.ts'
import { type Found, find } from './search.ts'
import type { Understanding } from './understand.ts'

export type Answer = {
  candidates: readonly Candidate[]
  isByPlace: boolean
  families: readonly string[]
}

/** So few that somebody spelt alike may be meant. */
const few = 8

type Way = Understanding & Found

/**
 * Asks each way in which what was typed may be understood: tier by tier with the words as they were typed, until one finds
 * somebody; then with words spelt alike, where nobody or only few were found.
 * @param limit of candidates
 */
export async function answer(
  sql: Sql,
  tiers: readonly (readonly Understanding[])[],
  fields: Terms,
  known: Known,
  limit: number,
): Promise<Answer> {
  const ask =
    (pass: Pass) =>
    async (way: Understanding): Promise<Way> => ({
      ...way,
      ...(await find(sql, { ...way.terms, ...fields }, known, pass, limit)),
    })
  const asked: Way[] = []
  for (const tier of tiers) {
    asked.push(...(await Promise.all(tier.map(ask('known')))))
    if (asked.some((way) => hasAny(way) && leastOf(way) <= costs.oneEdit)) break
  }
  const fruitful = likeliest(asked.filter(hasAny))
  if (fruitful.length > 0 && (isPlenty(fruitful) || !fruitful.some(({ hasWords }) => hasWords)))
    return joined(fruitful)
  const again = fruitful.length > 0 ? fruitful.filter(({ hasWords }) => hasWords) : tiers.flat()
  const similar = (await Promise.all(again.map(ask('similar')))).filter(hasAny)
  const others = fruitful.filter((way) => !again.includes(way))
  return joined([...others, ...likeliest(similar)])
}

const leastOf = ({ candidates }: Way) => candidates[0]?.cost ?? Number.POSITIVE_INFINITY
const hasAny = ({ candidates }: Way) => candidates.length > 0

/** Many, or one that is just what was typed, by name and address. */
function isPlenty(ways: readonly Way[]): boolean {
  const [best] = ways.flatMap(({ candidates }) => candidates[0] ?? []).sort((a, b) => a.cost - b.cost)
  if (best && best.cost <= costs.otherStreetForm && best.name.length > 0 && best.place.length > 0) return true
  const sure = ways.flatMap(({ candidates }) => candidates.filter(({ cost }) => cost <= costs.oneEdit))
  return sure.length >= few
}

/** The ways whose best is about as likely as the best of all. */
function likeliest(ways: readonly Way[]): Way[] {
  const least = Math.min(...ways.map(leastOf))
  return ways.filter((way) => leastOf(way) <= least + costs.nickname)
}

function joined(ways: readonly Way[]): Answer {
  const candidates = ways.flatMap((way) => way.candidates)
  return {
    // What one way found stays in its order.
    candidates: ways.length > 1 ? [...candidates].sort((a, b) => a.cost - b.cost) : candidates,
    isByPlace: ways.length > 0 && ways.every((way) => way.isByPlace),
    families: [...new Set(ways.flatMap((way) => way.families))],
  }
}
