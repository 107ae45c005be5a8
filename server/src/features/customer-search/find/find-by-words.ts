import type { Sql } from '#database/sql.ts'
import type { Word, WordsFor } from '../lexicon/expand.ts'
import { type Candidate, nobody } from './candidate.ts'
import { costs } from './costs.ts'
import { findNames, findNamesByHalf } from './find-names.ts'
import { candidateOf, findOccupants, findOccupantsBySide, type OccupantFound } from './find-occupants.ts'
import { findPremises } from './find-premises.ts'
import type { Typed } from './likeness.ts'
import type { NamePart } from './name-cost.ts'
import type { Place } from './place-cost.ts'

/** The typed name and address, taken apart. */
export type Asked = { name: readonly NamePart[]; place: Place | null }

/** Whether a search uses the words as typed, or similar ones as well. */
export type Pass = 'known' | 'similar'

/** The highest cost of a pair of words, in bits. */
const mostCost = { known: 10, similar: 2 * costs.twoEdits } as const

/** Returns the parts of the typed text that are looked up in the lexicon. */
export const partsOf = ({ name, place }: Asked): Typed[] =>
  [...name, place?.street, place?.city].filter((part) => part !== null && part !== undefined)

/**
 * Returns the candidates of a name and an address, the likeliest first.
 * @param wordsFor returns the words of a part, with similar ones in the pass `similar`
 * @param limit the most candidates
 */
export async function findByWords(
  sql: Sql,
  wanted: Asked,
  pass: Pass,
  wordsFor: WordsFor,
  limit: number,
): Promise<Candidate[]> {
  const { name, place } = wanted
  const names = name.map(wordsFor)
  const places = {
    streets: place?.street ? wordsFor(place.street) : [],
    cities: place?.city ? wordsFor(place.city) : [],
  }
  if (!place) return byName(sql, name, names, pass, limit)
  if (name.length === 0)
    return (await findPremises(sql, place, places, limit)).map(({ premiseId, fit }) => ({
      ...nobody,
      premiseId,
      cost: fit.cost,
      place: fit.met,
    }))
  const occupants = await findOccupants(sql, name, names, place, places, mostCost[pass], pass === 'similar')
  if (pass === 'known' || isSure(occupants)) return occupants.map(candidateOf)
  const more = await findOccupantsBySide(sql, name, names, place, places)
  return distinct([...occupants, ...more]).map(candidateOf)
}

async function byName(
  sql: Sql,
  name: readonly NamePart[],
  words: readonly (readonly Word[])[],
  pass: Pass,
  limit: number,
) {
  const whole = await findNames(sql, name, words, mostCost[pass], limit)
  const named = whole.length > 0 || pass === 'known' ? whole : await findNamesByHalf(sql, name, words, limit)
  return named.map(({ personId, fit }): Candidate => ({ ...nobody, personId, cost: fit.cost, name: fit.met }))
}

/** Returns whether the best candidate is so good that a further search would find none better. */
const isSure = (occupants: readonly OccupantFound[]) => (occupants[0]?.cost ?? Number.POSITIVE_INFINITY) <= 20

function distinct(occupants: readonly OccupantFound[]): OccupantFound[] {
  const best = new Map<string, OccupantFound>()
  for (const one of occupants) {
    const key = `${one.personId} ${one.accountId} ${one.premiseId}`
    const previous = best.get(key)
    if (!previous || previous.cost > one.cost) best.set(key, one)
  }
  return [...best.values()].sort((a, b) => a.cost - b.cost)
}
