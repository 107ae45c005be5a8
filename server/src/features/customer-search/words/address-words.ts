import { termOf, wordsOf } from './fold.ts'
import {
  directionForms,
  directions,
  ordinals,
  placeForms,
  streetWords,
  suffixes,
  suffixForms,
  unitWords,
} from './word-lists.ts'

export type Address = {
  house: string
  /** The street in short words: 'n oak st'. */
  street: string
  /** The street without direction and suffix, as one word: the term that is looked up. */
  core: string
  unit: string
}

/** Splits an address into its parts. Must agree with the SQL function `search_address`. */
export function addressOf(line1: string, line2 = ''): Address {
  let words = wordsOf(line1.replaceAll('#', ' apt '))
  let house = ''
  if (words.length > 1 && /^[0-9]+[a-z]?$/.test(words[0] ?? '')) {
    house = words[0] ?? ''
    words = words.slice(1)
    while (words.length > 1 && /^[0-9]+$/.test(words[0] ?? '') && !isSuffix(words[1] ?? ''))
      words = words.slice(1)
  }
  const unitAt = words.findIndex((word, at) => at > 0 && unitWords.has(word))
  let unit = ''
  if (unitAt > 0) {
    unit = words.slice(unitAt + 1).join('')
    words = words.slice(0, unitAt)
  }
  unit += wordsOf(line2.replaceAll('#', ' '))
    .filter((word) => !unitWords.has(word))
    .join('')
  const short = words.map((word, at) => shortWord(word, at, at === words.length - 1))
  return {
    house,
    street: [...short.join(' ')].slice(0, 80).join(''),
    core: coreOf(short),
    unit: termOf(unit),
  }
}

const isSuffix = (word: string) => suffixes.has(word) || suffixForms.has(word)

function shortWord(word: string, at: number, isLast: boolean): string {
  const ordinal =
    ordinals.get(word) ?? /^([0-9]+)(?:st|nd|rd|th)$/.exec(word)?.[1] ?? directionForms.get(word)
  if (ordinal !== undefined) return ordinal
  if (!isLast && placeForms.has(word)) return placeForms.get(word) ?? word
  if (at > 0 && suffixForms.has(word)) return suffixForms.get(word) ?? word
  return streetWords.get(word) ?? word
}

function coreOf(words: readonly string[]): string {
  let end = words.length
  if (end > 1 && directions.has(words[end - 1] ?? '')) end--
  if (end > 1 && suffixes.has(words[end - 1] ?? '')) end--
  const start = end > 1 && directions.has(words[0] ?? '') ? 1 : 0
  return termOf(words.slice(start, end).join(''))
}

/** Returns a town as one word: 'Saint Paul' and 'St. Paul' are 'stpaul'. */
export const cityOf = (city: string): string =>
  termOf(
    wordsOf(city)
      .map((word) => placeForms.get(word) ?? word)
      .join(''),
  )

/** Returns a postal code as the index has it: '92101-1234' is in '92101', 'sw1a 1aa' is 'SW1A1AA'. */
export const postalCodeOf = (code: string): string =>
  [
    ...code
      .replace(/[a-z]+/g, (small) => small.toUpperCase())
      .replaceAll(' ', '')
      .replace(/^([0-9]{5})-[0-9]*$/, '$1'),
  ]
    .slice(0, 12)
    .join('')
