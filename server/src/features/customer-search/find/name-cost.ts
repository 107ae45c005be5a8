import type { Unit } from '../words/name-units.ts'
import { nicknamesOf } from '../words/nicknames.ts'
import { costs } from './costs.ts'
import { type How, likenessOf, type Typed } from './likeness.ts'

export type NamePart = Typed & { isSurname: boolean }

/** Prepares the parts of a typed name for comparison. */
export const namePartsOf = (units: readonly Unit[]): NamePart[] =>
  units.map((unit, at) => ({
    kind: 'name',
    ...unit,
    loose: [],
    nicknames: nicknamesOf(unit.written),
    mayGoOn: at === units.length - 1,
  }))

/** Two words that a person is found by. */
export type Pair = { surname: string; given: string }

/** A word of the index that matches a typed part. */
export type Met = { term: string; how: How }
export type NameFit = { cost: number; met: readonly Met[]; isWhole: boolean }

/**
 * Returns the cost of a typed name for a person whose words are these pairs. Each part costs what its nearest word costs, and no
 * word counts twice. A part that matches no word costs as much as another word. Null if no part matches.
 */
export function nameFit(parts: readonly NamePart[], pairs: readonly Pair[]): NameFit | null {
  const places = new Map<string, Place>()
  for (const { surname, given } of pairs) {
    places.set(`surname ${surname}`, { term: surname, isSurname: true })
    places.set(`given ${given}`, { term: given, isSurname: false })
  }
  const options = parts
    .flatMap((part, at) =>
      [...places.values()].flatMap((place): Option[] => {
        const like = likenessOf(part, place.term)
        const misplaced = part.isSurname && !place.isSurname ? costs.unknown : 0
        return like ? [{ at, place, how: like.how, cost: like.cost + misplaced }] : []
      }),
    )
    .sort((a, b) => a.cost - b.cost)
  const met = new Map<number, Option>()
  const used = new Set<Place>()
  for (const option of options) {
    if (met.has(option.at) || used.has(option.place)) continue
    met.set(option.at, option)
    used.add(option.place)
  }
  if (met.size === 0) return null
  const missed = parts.filter((_, at) => !met.has(at)).map((part) => missedCost(part, [...places.values()]))
  const cost = [...met.values()].reduce((sum, option) => sum + option.cost, 0)
  return {
    cost: missed.reduce((sum, one) => sum + one, cost),
    met: [...met.values()].map(({ place, how }) => ({ term: place.term, how })),
    isWhole: met.size === parts.length,
  }
}

/** A word of a name, as a surname or as a given name: one may be both. */
type Place = { term: string; isSurname: boolean }
type Option = { at: number; place: Place; how: How; cost: number }

/** Returns the cost of a part that matches no word. It is a little lower if a word begins alike, as a misheard word does. */
function missedCost({ written }: NamePart, places: readonly Place[]): number {
  const same = (term: string) => [...term].findIndex((letter, at) => letter !== written[at])
  const most = Math.max(
    0,
    ...places.map(({ term }) => (term === '' ? 0 : same(term) < 0 ? term.length : same(term))),
  )
  return costs.otherWord - Math.min(3, most)
}
