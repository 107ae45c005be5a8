import type { Sql } from '#database/sql.ts'
import { isGiven } from '../patterns.ts'
import { familiesOf, type Terms } from '../rules.ts'
import { type Candidate, nobody } from './candidate.ts'
import { guardedByWhole } from './queries.ts'

/** The parts of a way that may find protected customers. */
type Way = { families: readonly string[]; terms: Terms }

export type Guarded = {
  candidates: Candidate[]
  /** The families of the ways that found them. */
  families: string[]
  /** A whole name or address belongs to a protected customer, but another term was combined with it. */
  isProbe: boolean
}

/** The families that make up one address: each that was typed must be whole. */
const ofAddress = new Set(['street', 'city', 'postal-code'])

/**
 * Finds protected customers by their whole name or whole address. Finds none if another term is combined with it, or if it is only a
 * part. Always runs one statement, so that its duration reveals nothing.
 */
export async function findGuarded(sql: Sql, ways: readonly Way[]): Promise<Guarded> {
  const names = ways.filter(({ terms }) => isGiven(terms.name))
  const places = ways.filter(({ terms }) => isGiven(terms.street))
  if (names.length + places.length === 0) return { candidates: [], families: [], isProbe: false }
  const rows = await guardedByWhole(sql, {
    names: names.map(({ terms }) => wholeOf(terms.name)),
    streets: places.map(({ terms }) => wholeOf(terms.street)),
    cities: places.map(({ terms }) => wholeOf(terms.city)),
    postalCodes: places.map(({ terms }) => wholeOf(terms.postalCode)),
  })
  const hits = rows.flatMap(({ at, isName, ...ids }) => {
    const way = (isName ? names : places)[at - 1]
    return way ? [{ ids, way, isAlone: isAlone(way.terms, isName) }] : []
  })
  const aloneHits = hits.filter((hit) => hit.isAlone)
  return {
    candidates: aloneHits.map(({ ids }) => ({ ...nobody, ...ids, isWhole: true })),
    families: aloneHits.flatMap(({ way }) => way.families),
    isProbe: hits.length > aloneHits.length,
  }
}

const isAlone = (terms: Terms, isName: boolean) =>
  familiesOf(terms).every((family) => (isName ? family === 'name' : ofAddress.has(family)))
/** A value with a wildcard is never whole. */
const wholeOf = (text = '') => (text.includes('%') ? '' : text)
