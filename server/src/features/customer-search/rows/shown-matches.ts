import type { Candidate } from '../find/candidate.ts'
import type { Match } from '../rules.ts'
import { addressOf } from '../words/address-words.ts'
import { termOf, wordsOf } from '../words/fold.ts'
import { organisationForms } from '../words/word-lists.ts'

type Shown = { name: string; address: string; aliases: readonly string[] }

/** Returns the parts of a row's text that matched, as they are written there; an alias as a whole. */
export function shownMatches(candidate: Candidate, { name, address, aliases }: Shown): Match[] {
  const ofName = candidate.name.flatMap(({ term, how }): Match[] => {
    const part = partWithTerm(name, term)
    if (part !== null) return [{ field: 'name', text: part, how }]
    const alias = aliases.find((one) => partWithTerm(one, term) !== null)
    return alias === undefined ? [] : [{ field: 'name', text: alias, how: 'alias' }]
  })
  // 'Number and street, unit, town, postal code'.
  const [line1 = '', ...after] = address.split(', ')
  const parts = { street: line1, city: after.at(-2) ?? '', 'postal-code': after.at(-1) ?? '' }
  const ofPlace = candidate.place.map(({ field, term, how }): Match => {
    const text = field === 'street' ? (partWithTerm(line1, term, addressTerm) ?? line1) : parts[field]
    return { field, text, how }
  })
  return distinct([...ofName, ...ofPlace, ...candidate.matches]).filter(({ text }) => text !== '')
}

const nameTerm = (written: string): string => wordsOf(written).join('')
const addressTerm = (written: string): string => addressOf(written).core

/** Returns the word, or the adjacent words, of a text that form this term. */
function partWithTerm(text: string, term: string, termIn = nameTerm): string | null {
  const pieces = [...text.matchAll(/[^\s,/-]+/g)].map((piece) => ({ at: piece.index, text: piece[0] }))
  for (let length = 1; length <= pieces.length; length++)
    for (let from = 0; from + length <= pieces.length; from++) {
      const first = pieces[from]
      const last = pieces[from + length - 1]
      if (!first || !last) continue
      const written = text.slice(first.at, last.at + last.text.length)
      const word = termOf(termIn(written))
      if (word === term || (length === 1 && organisationForms.get(word) === term)) return written
    }
  // Part of a word with punctuation inside: 'Neil' of 'O_Neil'.
  return pieces.find((piece) => wordsOf(piece.text).includes(term))?.text ?? null
}

function distinct(matches: readonly Match[]): Match[] {
  const seen = new Set<string>()
  return matches.filter(({ field, text }) => {
    const key = `${field} ${text}`
    return seen.has(key) ? false : seen.add(key)
  })
}
