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
import type { SearchContext, Terms } from './rules.ts'
import { wordsOf } from './words/fold.ts'
import { unitsOf } from './words/name-units.ts'

/** One way to understand the search, with its terms taken apart. */
export type Way = {
  families: readonly string[]
  terms: Terms
  wanted: Asked
  /** The parts that are looked up in the lexicon. */
  parts: readonly Typed[]
  /** The name is only punctuation; it matches no one. */
  isVain: boolean
}

/** The candidates of one way. */
export type WayResult = {
  way: Way
  pass: Pass
  candidates: readonly Candidate[]
  /** Only an address, or a geographic identifier, was searched. */
  isByPlace: boolean
  /** Only a name, street or town was searched: similar words may find more. */
  hasWords: boolean
}

/** The most hits of one exact family. */
const mostAnchors = 2000
/** Candidates that cost so many bits more than the best are left out: fewer bits if the best one is good. */
const spread = (least: number) => (least <= costs.nickname ? 8 : 20)

/** The most candidates with similar names beside those with exactly the typed one. */
const mostAlike = 12

/** Takes the terms apart. */
export function wayOf(families: readonly string[], terms: Terms): Way {
  const name = isGiven(terms.name) ? namePartsOf(unitsOf(terms.name)) : []
  const wanted = { name, place: placeOf(terms) }
  return { families, terms, wanted, parts: partsOf(wanted), isVain: isGiven(terms.name) && name.length === 0 }
}

/**
 * Returns the candidates that match all terms, the likeliest first.
 * @param limit the most candidates
 */
export async function find(
  sql: Sql,
  way: Way,
  context: SearchContext,
  pass: Pass,
  wordsFor: WordsFor,
  limit: number,
): Promise<WayResult> {
  const { wanted, terms } = way
  const anchors = await findAnchors(sql, terms, context, mostAnchors)
  const isByPlace = wanted.name.length === 0 && anchors.every((anchor) => anchor.of === 'premise')
  const hasWords = anchors.length === 0 && way.parts.length > 0
  const typed = wordsOf(terms.name ?? '')
  const resultOf = (candidates: readonly Candidate[]): WayResult => ({
    way,
    pass,
    candidates: candidates.map((candidate) => ({ ...candidate, typed })),
    isByPlace,
    hasWords,
  })
  if (way.isVain) return resultOf([])
  if (anchors.length > 0) return resultOf(await findByAnchors(sql, anchors, wanted, mostAnchors))
  if (wanted.name.length === 0 && !wanted.place) return resultOf([])
  return resultOf(near(await findByWords(sql, wanted, pass, wordsFor, limit)))
}

/** Keeps the candidates that cost little more than the best. */
export function near(candidates: readonly Candidate[]): Candidate[] {
  const least = candidates[0]?.cost ?? 0
  const likely = candidates.filter(({ cost }) => cost <= least + spread(least))
  if (least > costs.nickname) return likely
  // Exact names first, and a few similar ones.
  const alike = likely.findIndex(({ cost }) => cost >= costs.sound)
  return alike < 0 ? likely : likely.slice(0, alike + mostAlike)
}
