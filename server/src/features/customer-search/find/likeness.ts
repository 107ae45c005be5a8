import type { matchHows } from '@porchlight/contract/customer-search.ts'
import { soundOf } from '../words/sound.ts'
import { beginningCost, costs, slipCost } from './costs.ts'

export type How = (typeof matchHows)[number]
export type Likeness = { cost: number; how: How }

/** A typed part, ready to be compared with words of the index. */
export type Typed = {
  kind: 'name' | 'street' | 'city'
  written: string
  /** Terms that count as the same; the first is as typed. */
  forms: readonly string[]
  /** What the street or the town may be without what is misspelled. Used only where no likelier form matches. */
  loose: readonly string[]
  /** Nicknames and full names of the typed name. */
  nicknames: ReadonlySet<string>
  /** The LIKE pattern, if the part has a wildcard inside. */
  pattern: string | null
  /** Whether the part is the last one and may be unfinished. */
  mayGoOn: boolean
}

/** Returns how a word of the index resembles a typed part; null if it is another word. */
export function likenessOf(typed: Typed, term: string): Likeness | null {
  if (term === '') return null
  if (typed.pattern !== null) return fits(typed.pattern, term) ? { cost: costs.pattern, how: 'exact' } : null
  const form = typed.forms.indexOf(term)
  // Of a particle that was typed and one that was not, the former is likelier.
  if (form === 0 && typed.kind === 'name' && beginningsOf(typed).length > 1)
    return { cost: costs.joined, how: 'exact' }
  if (form === 0) return { cost: costs.exact, how: 'exact' }
  if (form > 0 && typed.kind === 'street') return { cost: costs.otherStreetForm, how: 'exact' }
  if (form > 0) {
    const isJoined = term.includes(typed.written)
    const isOwn = isJoined && term.endsWith(typed.written)
    return isJoined
      ? { cost: isOwn ? costs.exact : costs.joined, how: 'exact' }
      : { cost: costs.abbreviation, how: 'abbreviation' }
  }
  if (typed.loose.includes(term)) return { cost: costs.looseForm, how: 'similar' }
  if (typed.nicknames.has(term)) return { cost: costs.nickname, how: 'nickname' }
  const begun = beginningsOf(typed).find((beginning) => term.startsWith(beginning))
  if (begun !== undefined) {
    if (begun.length === 1) return { cost: costs.initial, how: 'initial' }
    return { cost: beginningCost(begun, term), how: 'beginning' }
  }
  // 'maria' for the 'm' that the record has.
  if (term.length === 1 && typed.kind === 'name' && typed.written.startsWith(term))
    return { cost: costs.initial, how: 'initial' }
  return similarTo(typed, term)
}

/** Returns the smallest difference between a word of the index and the written text; a street's form adds its own cost. */
function similarTo(typed: Typed, term: string): Likeness | null {
  let least = Number.POSITIVE_INFINITY
  for (const written of similarFormsOf(typed)) {
    const slip = slipCost(written, term)
    if (slip === null) continue
    // Written as it was heard.
    const isHeard = written.length > 3 && soundOf(written) === soundOf(term)
    const ofForm = typed.loose.includes(written) ? costs.otherStreetForm : 0
    least = Math.min(least, ofForm + (isHeard ? Math.min(slip, costs.sound) : slip))
  }
  return Number.isFinite(least) ? { cost: least, how: 'similar' } : null
}

/** Returns the forms for which similar words are searched: the typed one, the joined one, and a street's loose ones. */
export const similarFormsOf = ({ forms, loose }: Typed): readonly string[] => [...forms.slice(0, 2), ...loose]

/** Returns the beginnings that the intended word may have: the written text, alone and joined with its neighbor. */
export const beginningsOf = ({ kind, written, forms }: Typed): string[] => [
  written,
  ...(kind === 'street' ? [] : forms)
    .slice(1)
    .filter((form) => form.endsWith(written) && form.length > written.length),
]

/** Returns whether a pattern whose only wildcard is `%` fits; by hand, because what was typed is no regular expression. */
function fits(pattern: string, term: string): boolean {
  const [first = '', ...rest] = pattern.split('%')
  if (!term.startsWith(first)) return false
  let at = first.length
  for (const piece of rest) {
    const index = term.indexOf(piece, at)
    if (index < 0) return false
    at = index + piece.length
  }
  return true
}
