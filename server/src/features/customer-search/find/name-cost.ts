import type { Unit } from '../words/name-units.ts'
import { nicknamesOf } from '../words/nicknames.ts'
import { costs } from './costs.ts'
import { type How, likenessOf, type Typed } from './likeness.ts'

export type NamePart = Typed & { isSurname: boolean }

/** The parts of a typed name, ready to be compared. */
export const namePartsOf = (units: readonly Unit[]): NamePart[] =>
  units.map((unit) => ({ kind: 'name', ...unit, nicknames: nicknamesOf(unit.written) }))

/** Two words that a person is found by. */
export type Pair = { surname: string; given: string }

/** A word of the index that answers to a part of what was typed. */
export type Met = { term: string; how: How }
export type NameFit = { cost: number; met: readonly Met[]; isWhole: boolean }

/**
 * What a typed name costs as the name of a person whose words are these pairs: each part at the word that is nearest to it,
 * no word twice; a part that no word answers to at what another word costs. Null where none does.
 */
export function nameFit(parts: readonly NamePart[], pairs: readonly Pair[]): NameFit | null {
  const surnames = new Set(pairs.map(({ surname }) => surname))
  const terms = new Set([...surnames, ...pairs.map(({ given }) => given)])
  terms.delete('')
  const options = parts
    .flatMap((part, at) =>
      [...terms].flatMap((term) => {
        const like = likenessOf(part, term)
        const misplaced = part.isSurname && !surnames.has(term) ? costs.unknown : 0
        return like ? [{ at, term, how: like.how, cost: like.cost + misplaced }] : []
      }),
    )
    .sort((a, b) => a.cost - b.cost)
  const met = new Map<number, (typeof options)[number]>()
  const used = new Set<string>()
  for (const option of options) {
    if (met.has(option.at) || used.has(option.term)) continue
    met.set(option.at, option)
    used.add(option.term)
  }
  if (met.size === 0) return null
  const cost = parts.reduce((sum, _, at) => sum + (met.get(at)?.cost ?? costs.otherWord), 0)
  return {
    cost,
    met: [...met.values()].map(({ term, how }) => ({ term, how })),
    isWhole: met.size === parts.length,
  }
}
