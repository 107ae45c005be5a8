import type { Sql } from '#database/sql.ts'
import { findAnchors } from './anchors/find-anchors.ts'
import { findByAnchors } from './anchors/find-by-anchors.ts'
import type { Candidate } from './find/candidate.ts'
import { costs } from './find/costs.ts'
import { type Asked, findByWords, type Pass, partsOf } from './find/find-by-words.ts'
import type { Typed } from './find/likeness.ts'
import { namePartsOf } from './find/name-cost.ts'
import { placeOf } from './find/place-cost.ts'
import type { WordsFor } from './lexicon/expand.ts'
import { isGiven } from './patterns.ts'
import type { Known, Terms } from './rules.ts'
import { wordsOf } from './words/fold.ts'
import { unitsOf } from './words/name-units.ts'

/** One way of a search, ready to be asked. */
export type Way = {
  families: readonly string[]
  terms: Terms
  asked: Asked
  /** The parts whose words the lexicon is asked for. */
  parts: readonly Typed[]
  /** A name of signs alone was asked for: it is nobody's. */
  isVain: boolean
}

/** What one way found. */
export type Found = {
  way: Way
  pass: Pass
  candidates: readonly Candidate[]
  /** Only parts of an address, or what identifies one, were asked. */
  isByPlace: boolean
  /** What was typed may be spelt another way: nothing but a name, a street or a town was asked. */
  hasWords: boolean
}

/** More than this of one family is cut. */
const mostAnchors = 2000
/** What costs so much more than the likeliest is noise; the surer that one is, the sooner. */
const spread = (least: number) => (least <= costs.nickname ? 8 : 20)

/** Beside those called just so. */
const mostAlike = 12

/** Takes apart what was typed. */
export function wayOf(families: readonly string[], terms: Terms): Way {
  const name = isGiven(terms.name) ? namePartsOf(unitsOf(terms.name)) : []
  const asked = { name, place: placeOf(terms) }
  return { families, terms, asked, parts: partsOf(asked), isVain: isGiven(terms.name) && name.length === 0 }
}

/**
 * What all terms together find, the likeliest first.
 * @param limit of candidates
 */
export async function find(
  sql: Sql,
  way: Way,
  known: Known,
  pass: Pass,
  wordsFor: WordsFor,
  limit: number,
): Promise<Found> {
  const { asked, terms } = way
  const anchors = await findAnchors(sql, terms, known, mostAnchors)
  const isByPlace = asked.name.length === 0 && anchors.every((anchor) => anchor.of === 'premise')
  const hasWords = anchors.length === 0 && way.parts.length > 0
  const typed = wordsOf(terms.name ?? '')
  const found = (candidates: readonly Candidate[]): Found => ({
    way,
    pass,
    candidates: candidates.map((candidate) => ({ ...candidate, typed })),
    isByPlace,
    hasWords,
  })
  if (way.isVain) return found([])
  if (anchors.length > 0) return found(await findByAnchors(sql, anchors, asked, mostAnchors))
  if (asked.name.length === 0 && !asked.place) return found([])
  return found(near(await findByWords(sql, asked, pass, wordsFor, limit)))
}

function near(candidates: readonly Candidate[]): Candidate[] {
  const least = candidates[0]?.cost ?? 0
  const likely = candidates.filter(({ cost }) => cost <= least + spread(least))
  if (least > costs.nickname) return likely
  // Beside those who are called just so, a few who are spelt alike.
  const alike = likely.findIndex(({ cost }) => cost >= costs.sound)
  return alike < 0 ? likely : likely.slice(0, alike + mostAlike)
}
