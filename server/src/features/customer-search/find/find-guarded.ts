import type { Sql } from '#database/sql.ts'
import { isGiven } from '../patterns.ts'
import { familiesOf, type Terms } from '../rules.ts'
import { type Candidate, nobody } from './candidate.ts'
import { guardedByWhole } from './queries.ts'

/** One way of a search, as far as it may find protected customers. */
type Way = { families: readonly string[]; terms: Terms }

export type Guarded = {
  candidates: Candidate[]
  /** The families of the ways that found them. */
  families: string[]
  /** A whole name or address is a protected customer's, and something stood beside it. */
  isProbe: boolean
}

/** The parts of an address are one value: all that were typed must be whole. */
const ofAddress = new Set(['street', 'city', 'postal-code'])

/**
 * Finds protected customers by their whole name, or by their whole address; nobody where anything else was asked for beside it,
 * or only a part. One statement, whatever is found.
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
  const found = hits.filter((hit) => hit.isAlone)
  return {
    candidates: found.map(({ ids }) => ({ ...nobody, ...ids, isWhole: true })),
    families: found.flatMap(({ way }) => way.families),
    isProbe: hits.length > found.length,
  }
}

const isAlone = (terms: Terms, isName: boolean) =>
  familiesOf(terms).every((family) => (isName ? family === 'name' : ofAddress.has(family)))
/** A wildcard makes a part of anything. */
const wholeOf = (text = '') => (text.includes('%') ? '' : text)
