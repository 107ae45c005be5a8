import type { matchHows } from '@porchlight/contract/customer-search.ts'
import { soundOf } from '../words/sound.ts'
import { beginningCost, costs, slipCost } from './costs.ts'

export type How = (typeof matchHows)[number]
export type Likeness = { cost: number; how: How }

/** A part of what was typed, to be compared with words of the index. */
export type Typed = {
  kind: 'name' | 'street' | 'city'
  written: string
  /** Terms that are it exactly; the first is what was written. */
  forms: readonly string[]
  /** What the same person may be called. */
  nicknames: ReadonlySet<string>
  /** A wildcard stood inside. */
  pattern: string | null
}

/** How a word of the index stands to a part that was typed; null where it is another word. */
export function likenessOf(typed: Typed, term: string): Likeness | null {
  if (term === '') return null
  if (typed.pattern !== null) return fits(typed.pattern, term) ? { cost: costs.pattern, how: 'exact' } : null
  const form = typed.forms.indexOf(term)
  if (form === 0) return { cost: costs.exact, how: 'exact' }
  if (form > 0) {
    const isJoined = term.includes(typed.written)
    return isJoined ? { cost: costs.joined, how: 'exact' } : { cost: costs.abbreviation, how: 'abbreviation' }
  }
  if (typed.nicknames.has(term)) return { cost: costs.nickname, how: 'nickname' }
  const begun = beginningsOf(typed).find((beginning) => term.startsWith(beginning))
  if (begun !== undefined) {
    if (begun.length === 1) return { cost: costs.initial, how: 'initial' }
    return { cost: beginningCost(begun, term), how: 'beginning' }
  }
  // 'maria' for the 'm' that the record has.
  if (term.length === 1 && typed.kind === 'name' && typed.written.startsWith(term))
    return { cost: costs.initial, how: 'initial' }
  const slip = Math.min(
    ...typed.forms.slice(0, 2).map((written) => slipCost(written, term) ?? Number.POSITIVE_INFINITY),
  )
  if (!Number.isFinite(slip)) return null
  // Written as it was heard.
  const isHeard = typed.written.length > 3 && soundOf(typed.written) === soundOf(term)
  return { cost: isHeard ? Math.min(slip, costs.sound) : slip, how: 'similar' }
}

/** What the word that is meant may begin with: what was written, and what was written with what belongs to it. */
export const beginningsOf = ({ written, forms }: Typed): string[] => [
  written,
  ...forms.slice(1).filter((form) => form.endsWith(written) && form.length > written.length),
]

/** Whether a pattern whose only wildcard is `%` fits; by hand, because what was typed is no regular expression. */
function fits(pattern: string, term: string): boolean {
  const [first = '', ...rest] = pattern.split('%')
  if (!term.startsWith(first)) return false
  let at = first.length
  for (const piece of rest) {
    const found = term.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return true
}
