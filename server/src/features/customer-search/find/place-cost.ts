import { addressOf, cityOf, postalCodeOf } from '../words/address-words.ts'
import { wordsOf } from '../words/fold.ts'
import { directions, suffixes } from '../words/word-lists.ts'
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

/** A word of an address that answered to what was typed. */
export type PlaceMet = { field: 'street' | 'city' | 'postal-code'; term: string; how: How }

export type PlaceFit = {
  cost: number
  met: readonly PlaceMet[]
  /** The street is the one that was typed, or none was. */
  hasStreet: boolean
}

const plain = { nicknames: new Set<string>(), pattern: null }

/** What was typed of an address, ready to be compared; null where nothing of it was. */
export function placeOf(typed: {
  street?: string | undefined
  city?: string | undefined
  postalCode?: string | undefined
}): Place | null {
  const { house, street, core, unit } = addressOf((typed.street ?? '').replaceAll('%', ' '))
  const patterned = /[^\s%]%+[^\s%]/.test(typed.street ?? '')
  // 'oak hill' may be Oak Hill Road or Hill Street's neighbour: as one word with its last word, and without.
  const whole = street.replaceAll(' ', '')
  const [before, ...after] = (typed.street ?? '').split('%')
  const pattern = patterned
    ? `${addressOf(before ?? '').core}%${after.map((piece) => wordsOf(piece).join('')).join('%')}%`.replace(
        /%+/g,
        '%',
      )
    : null
  const city = cityOf((typed.city ?? '').replaceAll('%', ' '))
  const place: Place = {
    street:
      core === ''
        ? null
        : { kind: 'street', written: core, forms: [...new Set([core, whole])], ...plain, pattern },
    streetForm: street,
    house,
    unit,
    city: city === '' ? null : { kind: 'city', written: city, forms: [city], ...plain },
    postalCode: postalCodeOf((typed.postalCode ?? '').replaceAll('%', '')),
  }
  return place.street || place.house || place.city || place.postalCode ? place : null
}

/** The direction and the suffix of a street. */
const formOf = (street: string) =>
  street.split(' ').filter((word) => suffixes.has(word) || directions.has(word))

/** What a typed address costs as the address of a premise. */
export function placeFit(place: Place, found: PlaceWords): PlaceFit {
  const met: PlaceMet[] = []
  let cost = 0
  const street = place.street && likenessOf(place.street, found.core)
  if (street) {
    met.push({ field: 'street', term: found.core, how: street.how })
    if (place.house !== '' && place.house === found.house)
      met.push({ field: 'street', term: found.house, how: 'exact' })
    const has = new Set(formOf(found.street))
    const isOther = formOf(place.streetForm).some((word) => !has.has(word))
    cost += street.cost + (isOther ? costs.otherStreetForm : 0)
  } else if (place.street) cost += costs.otherWord
  // A house says little in another street.
  cost +=
    place.street && !street
      ? Math.min(houseCost(place.house, found.house), costs.unknown)
      : houseCost(place.house, found.house)
  cost += unitCost(place.unit, found.unit)
  const city = place.city && likenessOf(place.city, found.city)
  if (city) met.push({ field: 'city', term: found.city, how: city.how })
  if (place.city) cost += city ? city.cost : costs.otherCity
  const code = postalCodeCost(place.postalCode, found.postalCode)
  cost += code
  if (place.postalCode !== '' && code < costs.otherPostalCode)
    met.push({ field: 'postal-code', term: found.postalCode, how: code === 0 ? 'exact' : 'similar' })
  return { cost, met, hasStreet: !place.street || street !== null }
}
