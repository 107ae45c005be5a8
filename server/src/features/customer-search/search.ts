import type { Sql } from '#database/sql.ts'
import type { Candidate } from './find/candidate.ts'
import { costs } from './find/costs.ts'
import { findAnchors } from './find/find-anchors.ts'
import { findByAnchors } from './find/find-by-anchors.ts'
import { findByWords, type Pass } from './find/find-by-words.ts'
import { namePartsOf } from './find/name-cost.ts'
import { placeOf } from './find/place-cost.ts'
import { isGiven } from './patterns.ts'
import type { Known, Terms } from './rules.ts'
import { unitsOf } from './words/name-units.ts'

/** What one way of a search found. */
export type Found = {
  candidates: readonly Candidate[]
  /** Only parts of an address were asked. */
  isByPlace: boolean
  /** What was typed may be spelt another way: a name, a street or a town. */
  hasWords: boolean
}

/** More than this of one family is cut. */
const mostAnchors = 2000
/** What costs so much more than the likeliest is noise; the surer that one is, the sooner. */
const spread = (least: number) => (least <= costs.nickname ? 8 : 20)

/**
 * What all terms together find, the likeliest first.
 * @param limit of candidates
 */
export async function find(sql: Sql, terms: Terms, known: Known, pass: Pass, limit: number): Promise<Found> {
  const name = isGiven(terms.name) ? namePartsOf(unitsOf(terms.name)) : []
  const place = placeOf(terms)
  const hasWords = name.length > 0 || place !== null
  const anchors = await findAnchors(sql, terms, known, mostAnchors)
  const isByPlace = name.length === 0 && place !== null && anchors.length === 0
  // A name of signs alone finds nobody.
  if (isGiven(terms.name) && name.length === 0) return { candidates: [], isByPlace, hasWords }
  const asked = { name, place }
  if (anchors.length > 0)
    return {
      candidates: await findByAnchors(sql, anchors, asked, mostAnchors),
      isByPlace: onlyPremises(anchors),
      hasWords: false,
    }
  if (!hasWords) return { candidates: [], isByPlace, hasWords }
  const candidates = await findByWords(sql, asked, pass, limit)
  return { candidates: near(candidates), isByPlace, hasWords }
}

const onlyPremises = (anchors: readonly { of: string }[]) =>
  anchors.every((anchor) => anchor.of === 'premise')

function near(candidates: readonly Candidate[]): Candidate[] {
  const least = candidates[0]?.cost ?? 0
  return candidates.filter(({ cost }) => cost <= least + spread(least))
}
