import { editDistance } from '../words/edit-distance.ts'

/**
 * Costs in bits of the differences between typed text and a customer's record: 0 for the same word, little for a nickname or a typing
 * error, much for another word. Costs of parts add up, and the likeliest customer has the lowest cost.
 */
export const costs = {
  exact: 0,
  /** A particle joined to its word, or two words written as one. */
  joined: 0.5,
  abbreviation: 0.5,
  nickname: 4,
  pattern: 1,
  /** A word that is still being typed. */
  beginning: 1,
  initial: 4,
  /** Another spelling that sounds the same. */
  sound: 5,
  oneEdit: 7,
  /** Added if the first letter differs, which is seldom misheard. */
  firstLetter: 2,
  twoEdits: 13,
  /** The record has no value for the typed part. */
  unknown: 3,
  otherWord: 16,
  otherHouse: 9,
  nearHouse: 6,
  otherUnit: 4,
  /** Another suffix or direction: Oak Avenue for Oak Street. */
  otherStreetForm: 2.5,
  /** The street without its last word, which may be a misspelled suffix. */
  looseForm: 8,
  otherPostalCode: 8,
  nearPostalCode: 4.5,
  otherCity: 6,
  former: 1.5,
  /** A word of the record that was not typed: Oak Avenue is likelier than North Oak Avenue. */
  more: 0.4,
  /** Such a word of an organization: 'doe lincoln' is Ed Doe in Lincoln rather than Lincoln Doe Holdings. */
  moreOfFirm: 0.5,
  /** Found by a name other than the shown one. */
  alias: 1.5,
} as const

/** Returns the cost of a typing error between two words, in bits; null if they are too different. */
export function slipCost(typed: string, stored: string): number | null {
  // Two edits in four letters make another word.
  const most = Math.min(typed.length, stored.length) <= 4 ? 1 : 2
  const edits = editDistance(typed, stored, most)
  if (edits > most) return null
  if (edits === 0) return costs.exact
  const first =
    typed[0] === stored[0] || (edits === 1 && typed[0] === stored[1] && typed[1] === stored[0])
      ? 0
      : costs.firstLetter
  // An edit in a short word is less likely to be a typing error.
  const short = Math.min(typed.length, stored.length) <= 4 ? 2 : 0
  return (edits === 1 ? costs.oneEdit : costs.twoEdits) + first + short
}

/** Returns the cost of a word of which only the beginning was typed, in bits. */
export const beginningCost = (typed: string, stored: string): number =>
  Math.min(costs.beginning + 0.5 * (stored.length - typed.length), 4)

/** Returns up to 2 bits more for a rarer word, so that frequent words come first. */
export const rarityCost = (hits: number): number => Math.max(0, 20 - Math.log2(hits + 1)) / 10

export function houseCost(typed: string, stored: string): number {
  if (typed === '' || typed === stored) return 0
  if (stored === '') return costs.unknown
  const digits = (house: string) => house.replace(/[a-z]$/, '')
  if (digits(typed) === digits(stored)) return 2
  return stored.startsWith(typed) || editDistance(typed, stored, 1) <= 1 ? costs.nearHouse : costs.otherHouse
}

export function postalCodeCost(typed: string, stored: string): number {
  if (typed === '' || stored.startsWith(typed)) return 0
  if (stored === '') return costs.unknown
  return editDistance(typed, stored, 1) <= 1 ? costs.nearPostalCode : costs.otherPostalCode
}

export function unitCost(typed: string, stored: string): number {
  if (typed === '' || typed === stored) return 0
  return stored === '' ? 1 : costs.otherUnit
}
