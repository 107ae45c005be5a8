import type { Sql } from '#database/sql.ts'
import type { Word } from '../lexicon/expand.ts'
import { affordable } from './affordable.ts'
import { costs } from './costs.ts'
import { groupedBy } from './grouped-by.ts'
import { beginningsOf } from './likeness.ts'
import { type NameFit, type NamePart, nameFit, type Pair } from './name-cost.ts'
import {
  namesByBeginning,
  namesByGiven,
  namesByPair,
  namesByPairs,
  namesByWord,
  personsNamed,
} from './queries.ts'

/** A person found by name, with the cost and the words that matched. */
export type Named = { personId: number; fit: NameFit }

/** Returns whether a part is so short that too many words begin with it to list them. */
const isShort = (part: NamePart | undefined) => part?.pattern === null && part.written.length < 3

/**
 * Returns the persons whose names consist of the words, the likeliest first.
 * @param mostCost the highest cost of a pair of words that is looked up, in bits
 * @param limit the most persons
 */
export async function findNames(
  sql: Sql,
  parts: readonly NamePart[],
  words: readonly (readonly Word[])[],
  mostCost: number,
  limit: number,
): Promise<Named[]> {
  // Of two words, both must match.
  if (parts.length === 2 && words.some((list, unit) => list.length === 0 && !isShort(parts[unit]))) return []
  // Of three or more words, one may be missing from the record, such as a maiden name.
  const named = (rows: readonly Row[]) =>
    namedBy(parts, rows, Math.min(parts.length, Math.max(2, parts.length - 1)))
  if (parts.length === 1) return named(await byOne(sql, parts, words, limit))
  const pairs = (most: number) => byPairs(sql, parts, words, most, limit)
  // Pairs with one typing error are a tenth of all pairs, and mostly enough.
  const isStaged = mostCost > oneSlip && words.some((list) => list.some(({ cost }) => cost <= costs.sound))
  const [first, beside] = await Promise.all([
    pairs(isStaged ? oneSlip : mostCost),
    besidePairs(sql, parts, words, limit),
  ])
  const likely = named([...first, ...beside])
  const least = likely[0]?.fit.cost ?? oneSlip
  const isGood = least < costs.sound || (least < oneSlip && likely.length >= few)
  if (!isStaged || isGood) return likely
  return named([...(await pairs(mostCost)), ...beside])
}

/** If fewer persons are found with one typing error, those with two are looked up too. */
const few = 4

/** The cost of two words of which one has a typing error, with their rarity. */
const oneSlip = costs.oneEdit + costs.firstLetter + 4

/** Groups rows by person, and keeps the persons of whose words at least `least` match. */
function namedBy(parts: readonly NamePart[], rows: readonly Row[], least: number): Named[] {
  const pairs = groupedBy(rows, ({ personId }) => personId)
  const named = [...pairs].flatMap(([personId, of]): Named[] => {
    const fit = nameFit(parts, of)
    return fit && fit.met.length >= least ? [{ personId, fit }] : []
  })
  return named.sort((a, b) => a.fit.cost - b.fit.cost)
}

/**
 * Returns the persons of whom one word of the name is exactly as typed, whatever the others are: for a name whose other half was
 * misheard completely.
 */
export async function findNamesByHalf(
  sql: Sql,
  parts: readonly NamePart[],
  words: readonly (readonly Word[])[],
  limit: number,
): Promise<Named[]> {
  const terms = words.flatMap((list) =>
    list.filter(({ how, cost }) => how === 'exact' && cost < 2).map(({ term }) => term),
  )
  if (parts.length < 2 || terms.length === 0) return []
  return namedBy(parts, await namesByWord(sql, { terms, limit }), 1)
}

/** The number of likeliest words of each part that are combined. */
const mostInCompound = 4

/** Returns persons with a compound surname of two words, in either order: 'gonzalez alvarez' finds Maria Gonzalez Alvarez. */
async function byCompound(
  sql: Sql,
  parts: readonly NamePart[],
  words: readonly (readonly Word[])[],
  limit: number,
): Promise<Row[]> {
  if (parts.some(({ pattern }) => pattern !== null)) return []
  const [one = [], two = []] = words.map((list) => list.slice(0, mostInCompound).map(({ term }) => term))
  const terms = one.flatMap((first) => two.flatMap((second) => [first + second, second + first]))
  if (terms.length === 0) return []
  const persons = (await namesByWord(sql, { terms, limit })).map(({ personId }) => personId)
  // With the pairs of each word alone: they are what was typed.
  return persons.length === 0 ? [] : personsNamed(sql, { persons: [...new Set(persons)] })
}

type Row = Pair & { personId: number }

/** The most pairs. Each is looked up in both orders, in a few microseconds. */
const mostPairs = 1000

async function byOne(
  sql: Sql,
  parts: readonly NamePart[],
  words: readonly (readonly Word[])[],
  limit: number,
): Promise<Row[]> {
  const [part] = parts
  const terms = (words[0] ?? []).map(({ term }) => term)
  const [whole, begun] = await Promise.all([
    terms.length === 0 ? [] : namesByWord(sql, { terms, limit }),
    // If enough persons have the word itself, longer words are left out until more is typed.
    part &&
    part.pattern === null &&
    !(words[0] ?? []).some(({ how, hits }) => how === 'exact' && hits >= limit)
      ? Promise.all(beginningsOf(part).map((beginning) => namesByBeginning(sql, { beginning, limit })))
      : [],
  ])
  return [...whole, ...begun.flat()]
}

/** Words that an initial may stand for, in a part that is too short to be a word. */
const initialsIn = (parts: readonly NamePart[]) =>
  parts.flatMap((part, unit) => (isShort(part) ? [{ low: part.written, unit }] : []))

/** Looks up pairs of words, the likeliest first. */
async function byPairs(
  sql: Sql,
  parts: readonly NamePart[],
  words: readonly (readonly Word[])[],
  mostCost: number,
  limit: number,
): Promise<Row[]> {
  const initials = initialsIn(parts)
  const unitCosts = words.map((list, unit) => [
    ...list.map(({ cost }) => cost),
    ...initials.flatMap((initial) => (initial.unit === unit ? [costs.initial] : [])),
  ])
  const most = affordable(unitCosts, mostCost, mostPairs)
  const leastBeside = unitCosts.map((_, unit) => Math.min(...unitCosts.filter((_, at) => at !== unit).flat()))
  const all = words.flatMap((list, unit) =>
    list.flatMap((word) => (word.cost + (leastBeside[unit] ?? 0) <= most ? [{ ...word, unit }] : [])),
  )
  const givens = [
    // No term contains U+0001, so a range up to it is exactly one word.
    ...all.map(({ term, unit, cost }) => ({ low: term, high: `${term}\u0001`, unit, cost })),
    ...initials.map(({ low, unit }) => ({ low, high: `${low}\u{10FFFF}`, unit, cost: costs.initial })),
  ]
  const params = {
    surnames: all.map(({ term }) => term),
    surnameUnits: all.map(({ unit }) => unit),
    surnameCosts: all.map(({ cost }) => cost),
    lows: givens.map(({ low }) => low),
    highs: givens.map(({ high }) => high),
    givenUnits: givens.map(({ unit }) => unit),
    givenCosts: givens.map(({ cost }) => cost),
    mostCost: most,
  }
  if (parts.length === 2) return namesByPair(sql, { ...params, perPair: limit, limit: limit * 2 })
  const rows = await namesByPairs(sql, { ...params, perPair: 500, most: 1500, limit })
  return rows.flatMap(({ personId, surnames, givens: givenNames }) =>
    surnames.map((surname, at) => ({ personId, surname, given: givenNames[at] ?? '' })),
  )
}

/** Judges names by more than pairs of words: two words that are one surname, an initial after a given name. */
async function besidePairs(
  sql: Sql,
  parts: readonly NamePart[],
  words: readonly (readonly Word[])[],
  limit: number,
): Promise<Row[]> {
  const few = Math.min(limit, 100)
  const begun = initialsIn(parts).map(({ low, unit }) =>
    namesByGiven(sql, { givens: exactOf(words, unit), beginning: low, limit: few }),
  )
  const compound = parts.length === 2 ? byCompound(sql, parts, words, few) : []
  return (await Promise.all([compound, ...begun])).flat()
}

const exactOf = (words: readonly (readonly Word[])[], besides: number): string[] =>
  words.flatMap((list, unit) =>
    unit === besides ? [] : list.filter(({ how }) => how === 'exact').map(({ term }) => term),
  )
