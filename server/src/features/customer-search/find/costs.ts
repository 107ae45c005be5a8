import { editDistance } from '../words/edit-distance.ts'

/**
 * How surprising what was typed would be if this were the customer, in bits: nothing where it is the same, little for a
 * nickname or a slip, much for another word. The likeliest customer costs least; what two parts cost adds up.
 */
export const costs = {
  exact: 0,
  /** A particle or two words written as one. */
  joined: 0.5,
  abbreviation: 0.5,
  nickname: 4,
  pattern: 1,
  /** What is typed may go on; the more is missing, the less likely. */
  beginning: 1,
  initial: 4,
  /** Spelt otherwise, and sounding the same. */
  sound: 5,
  oneEdit: 7,
  /** The first letter is seldom the wrong one. */
  firstLetter: 2,
  twoEdits: 13,
  /** The customer's record has nothing there. */
  unknown: 3,
  otherWord: 16,
  otherHouse: 9,
  nearHouse: 6,
  otherUnit: 4,
  /** Another suffix or direction: Oak Avenue for Oak Street. */
  otherStreetForm: 2.5,
  /** A street without a last word that is no suffix, unless misspelt. */
  looseForm: 8,
  otherPostalCode: 8,
  nearPostalCode: 4.5,
  otherCity: 6,
  former: 1.5,
  /** A word of the record that was not typed: Oak Avenue is likelier than North Oak Avenue. */
  more: 0.4,
  /** Found by another name than the one that is shown. */
  alias: 1.5,
} as const

/** What a word costs that was typed for another; null where they are too far apart. */
export function slipCost(typed: string, found: string): number | null {
  // Two slips in four letters leave nothing of a word.
  const most = Math.min(typed.length, found.length) <= 4 ? 1 : 2
  const edits = editDistance(typed, found, most)
  if (edits > most) return null
  if (edits === 0) return costs.exact
  const first =
    typed[0] === found[0] || (edits === 1 && typed[0] === found[1] && typed[1] === found[0])
      ? 0
      : costs.firstLetter
  // A slip in a short word leaves less of it.
  const short = Math.min(typed.length, found.length) <= 4 ? 2 : 0
  return (edits === 1 ? costs.oneEdit : costs.twoEdits) + first + short
}

/** What the beginning of a word costs. */
export const beginningCost = (typed: string, found: string): number =>
  Math.min(costs.beginning + 0.5 * (found.length - typed.length), 4)

/** Words that many have are likelier than rare ones: a fraction of a bit, to put them in order. */
export const rarityCost = (hits: number): number => Math.max(0, 20 - Math.log2(hits + 1)) / 10

export function houseCost(typed: string, found: string): number {
  if (typed === '' || typed === found) return 0
  if (found === '') return costs.unknown
  const digits = (house: string) => house.replace(/[a-z]$/, '')
  if (digits(typed) === digits(found)) return 2
  return found.startsWith(typed) || editDistance(typed, found, 1) <= 1 ? costs.nearHouse : costs.otherHouse
}

export function postalCodeCost(typed: string, found: string): number {
  if (typed === '' || found.startsWith(typed)) return 0
  if (found === '') return costs.unknown
  return editDistance(typed, found, 1) <= 1 ? costs.nearPostalCode : costs.otherPostalCode
}

export function unitCost(typed: string, found: string): number {
  if (typed === '' || typed === found) return 0
  return found === '' ? 1 : costs.otherUnit
}
