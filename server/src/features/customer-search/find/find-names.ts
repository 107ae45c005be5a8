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

/** Persons by their name, what it costs and which words answered; the likeliest first. */
export type Named = { personId: number; fit: NameFit }

/** A part so short that it is the beginning of too many words to list. */
const isShort = (part: NamePart | undefined) => part?.pattern === null && part.written.length < 3

/**
 * The persons whose names the words make.
 * @param mostCost pairs of words that cost more are not asked for
 * @param limit of persons
 */
export async function findNames(
  sql: Sql,
  parts: readonly NamePart[],
  words: readonly (readonly Word[])[],
  mostCost: number,
  limit: number,
): Promise<Named[]> {
  // Of two words both must be there.
  if (parts.length === 2 && words.some((list, unit) => list.length === 0 && !isShort(parts[unit]))) return []
  // Of three words or more one may be somebody else's: a maiden name, a street's.
  const named = (rows: readonly Row[]) =>
    namedBy(parts, rows, Math.min(parts.length, Math.max(2, parts.length - 1)))
  if (parts.length === 1) return named(await byOne(sql, parts, words, limit))
  const pairs = (most: number) => byPairs(sql, parts, words, most, limit)
  // A word and a slip in the other are a tenth of all pairs, and mostly enough.
  const isStaged = mostCost > oneSlip && words.some((list) => list.some(({ cost }) => cost <= costs.sound))
  const [first, beside] = await Promise.all([
    pairs(isStaged ? oneSlip : mostCost),
    besidePairs(sql, parts, words, limit),
  ])
  const likely = named([...first, ...beside])
  if (!isStaged || (likely[0]?.fit.cost ?? oneSlip) < oneSlip) return likely
  return named([...(await pairs(mostCost)), ...beside])
}

/** What two words cost, with their rarity, of which one has a slip. */
const oneSlip = costs.oneEdit + costs.firstLetter + 4

/** The persons of rows of whose words at least so many answer to what was typed. */
function namedBy(parts: readonly NamePart[], rows: readonly Row[], least: number): Named[] {
  const pairs = groupedBy(rows, ({ personId }) => personId)
  const named = [...pairs].flatMap(([personId, of]): Named[] => {
    const fit = nameFit(parts, of)
    return fit && fit.met.length >= least ? [{ personId, fit }] : []
  })
  return named.sort((a, b) => a.fit.cost - b.fit.cost)
}

/**
 * Persons of whom one word of the name is just what was typed, whatever the others are: for a name whose other half was heard
 * too badly.
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

/** So many of each word's likeliest are tried together. */
const mostInCompound = 4

/** Two words that are one compound surname, in either order: 'gonzalez alvarez' is Maria Gonzalez Alvarez. */
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

/** Each is looked for both ways round, in some microseconds. */
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
    // Where enough have the very word, those that go on from it have to wait until more is typed.
    part &&
    part.pattern === null &&
    !(words[0] ?? []).some(({ how, hits }) => how === 'exact' && hits >= limit)
      ? Promise.all(beginningsOf(part).map((beginning) => namesByBeginning(sql, { beginning, limit })))
      : [],
  ])
  return [...whole, ...begun.flat()]
}

/** What an initial stands for in a part so short that it is none of the words. */
const initialsIn = (parts: readonly NamePart[]) =>
  parts.flatMap((part, unit) => (isShort(part) ? [{ low: part.written, unit }] : []))

/** By two words of the name at once, the likeliest pairs first. */
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
    // U+0001 is in no term: up to it, a range is one word.
    ...all.map(({ term, unit, cost }) => ({ low: term, high: `${term}\u0001`, unit, cost })),
    ...initials.map(({ low, unit }) => ({ low, high: `${low}\u{10FFFF}`, unit, cost: costs.initial })),
  ]
  const asked = {
    surnames: all.map(({ term }) => term),
    surnameUnits: all.map(({ unit }) => unit),
    surnameCosts: all.map(({ cost }) => cost),
    lows: givens.map(({ low }) => low),
    highs: givens.map(({ high }) => high),
    givenUnits: givens.map(({ unit }) => unit),
    givenCosts: givens.map(({ cost }) => cost),
    mostCost: most,
  }
  if (parts.length === 2) return namesByPair(sql, { ...asked, perPair: limit, limit: limit * 2 })
  const rows = await namesByPairs(sql, { ...asked, perPair: 500, most: 1500, limit })
  return rows.flatMap(({ personId, surnames, givens: found }) =>
    surnames.map((surname, at) => ({ personId, surname, given: found[at] ?? '' })),
  )
}

/** By what a pair of words does not say: two words that are one surname, an initial behind a given name. */
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
