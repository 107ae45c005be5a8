import { addressOf, cityOf, postalCodeOf } from '../words/address-words.ts'
import { editDistance } from '../words/edit-distance.ts'
import { wordsOf } from '../words/fold.ts'
import { directions, suffixes, suffixForms } from '../words/word-lists.ts'
import { costs, houseCost, postalCodeCost, unitCost } from './costs.ts'
import { type How, likenessOf, type Typed } from './likeness.ts'

/** What was typed of an address. */
export type Place = {
  street: Typed | null
  /** The street in short words, with direction and suffix as far as they were typed. */
  streetForm: string
  house: string
  unit: string
  city: Typed | null
  postalCode: string
}

/** A premise, in the words that it is found by. */
export type PlaceWords = {
  core: string
  street: string
  house: string
  unit: string
  city: string
  postalCode: string
}

/** A word of an address that matched a typed part. */
export type PlaceMet = { field: 'street' | 'city' | 'postal-code'; term: string; how: How }

export type PlaceFit = {
  cost: number
  met: readonly PlaceMet[]
  /** The street is the typed one, or no street was typed. */
  hasStreet: boolean
}

const plain = { loose: [], nicknames: new Set<string>(), pattern: null, mayGoOn: true }

/** Returns what was typed of an address, ready to be compared; null where nothing of it was. */
export function placeOf(typed: {
  street?: string | undefined
  city?: string | undefined
  postalCode?: string | undefined
}): Place | null {
  const written = (typed.street ?? '').replaceAll('%', ' ').trim()
  // A number alone is a house in a street that was not typed.
  const isHouse = /^\d+[a-z]?$/i.test(written)
  const { house, street, core, unit } = isHouse
    ? { house: written.toLowerCase(), street: '', core: '', unit: '' }
    : addressOf(written)
  const city = cityOf((typed.city ?? '').replaceAll('%', ' '))
  const place: Place = {
    street:
      core === ''
        ? null
        : {
            kind: 'street',
            written: core,
            ...plain,
            ...streetForms(core, street),
            pattern: patternOf(typed.street ?? ''),
          },
    streetForm: street,
    house,
    unit,
    city: city === '' ? null : { kind: 'city', written: city, forms: [city], ...plain },
    postalCode: postalCodeOf((typed.postalCode ?? '').replaceAll('%', '')),
  }
  return place.street || place.city || place.postalCode ? place : null
}

/** Suffixes as they may hang on a word, the longest first. */
const hanging = [...suffixForms.keys(), ...suffixes]
  .filter(({ length }) => length > 3)
  .sort((a, b) => b.length - a.length)

/**
 * The street as one word, and how else it may be stored: with its suffix ('oak hill' is Oak Hill Road too); loosely, without a
 * word that is no suffix only because it is misspelled, hangs on the word before it, or stands first ('Casey Crascent',
 * 'Shumackstreet', 'Street Pearson').
 */
function streetForms(core: string, street: string): { forms: string[]; loose: string[] } {
  const words = street.split(' ')
  const forms = [...new Set([core, words.join('')])]
  if (words.length > 1 && suffixes.has(words.at(-1) ?? '')) return { forms, loose: [] }
  const shorter = [1, 2]
    .filter((less) => words.length > less && isLikeSuffix(words.slice(-less).join('')))
    .map((less) => words.slice(0, -less).join(''))
  const first = words.length > 1 && isSuffix(words[0] ?? '') ? [words.slice(1).join('')] : []
  const end = hanging.find((suffix) => core.endsWith(suffix) && core.length > suffix.length + 2)
  const loose = [...first, ...(end ? [core.slice(0, -end.length)] : []), ...shorter]
  return {
    forms,
    loose: [...new Set(loose)].filter((form) => form.length > 2 && !forms.includes(form)).slice(0, 3),
  }
}

/** 'crascent', 'plvace', 's treet' as one word: one or two typing errors from a suffix. */
const isLikeSuffix = (word: string) =>
  hanging.some((suffix) => {
    const most = suffix.length < 6 ? 1 : 2
    return editDistance(word, suffix, most) <= most
  })

const isSuffix = (word: string) => suffixes.has(word) || suffixForms.has(word)

/** Returns the LIKE pattern of a street with a wildcard inside; null if it has none. */
function patternOf(street: string): string | null {
  if (!/[^\s%]%+[^\s%]/.test(street)) return null
  const [before = '', ...after] = street.split(/%+/)
  return [addressOf(before).core, ...after.map((piece) => wordsOf(piece).join('')), '']
    .join('%')
    .replace(/%+/g, '%')
}

/** The direction and the suffix of a street. */
const formOf = (street: string) =>
  street.split(' ').filter((word) => suffixes.has(word) || directions.has(word))

/** Returns what a typed address costs as the address of a premise. */
export function placeFit(place: Place, stored: PlaceWords): PlaceFit {
  const met: PlaceMet[] = []
  let cost = 0
  const street = place.street && likenessOf(place.street, stored.core)
  if (street) {
    met.push({ field: 'street', term: stored.core, how: street.how })
    if (place.house !== '' && place.house === stored.house)
      met.push({ field: 'street', term: stored.house, how: 'exact' })
    const has = new Set(formOf(stored.street))
    const isOther = formOf(place.streetForm).some((word) => !has.has(word))
    const more = Math.max(0, has.size - formOf(place.streetForm).length) * costs.more
    cost += street.cost + (isOther ? costs.otherStreetForm : more)
  } else if (place.street) cost += costs.otherWord
  // A house says little in another street.
  cost +=
    place.street && !street
      ? Math.min(houseCost(place.house, stored.house), costs.unknown)
      : houseCost(place.house, stored.house)
  cost += unitCost(place.unit, stored.unit)
  const city = place.city && likenessOf(place.city, stored.city)
  if (city) met.push({ field: 'city', term: stored.city, how: city.how })
  if (place.city) cost += city ? city.cost : costs.otherCity
  const code = postalCodeCost(place.postalCode, stored.postalCode)
  cost += code
  if (place.postalCode !== '' && code < costs.otherPostalCode)
    met.push({ field: 'postal-code', term: stored.postalCode, how: code === 0 ? 'exact' : 'similar' })
  return { cost, met, hasStreet: !place.street || street !== null }
}
