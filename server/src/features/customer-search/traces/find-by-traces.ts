import type { Sql } from '#database/sql.ts'
import type { Candidate } from '../find/candidate.ts'
import { candidateOf, ranked } from '../find/find-occupants.ts'
import type { NamePart } from '../find/name-cost.ts'
import type { Place } from '../find/place-cost.ts'
import { occupantsByTraces, tracesInIndex } from './queries.ts'

/** The evidence that is enough if no other search found anybody: less than elsewhere, because the result is a suggestion. */
const enough = 14
/** The first letters of a word that are taken to be right. */
const lettersOfName = 2
const lettersOfPlace = 3
/** The shortest street that another word may hang on. */
const leastStreet = 4
const most = 1500
const perWay = 60

/**
 * Returns who may be meant by a name and an address if both are so damaged that no pair of their words is in the index: the street with its
 * suffix hanging on it, a postal code with two digits exchanged, a name of which the beginning is right. Looks up what is left of
 * each part, in pairs, and compares the whole records.
 */
export async function findByTraces(sql: Sql, name: readonly NamePart[], place: Place): Promise<Candidate[]> {
  const written = place.street?.written ?? ''
  const city = place.city?.written ?? ''
  const rows = await tracesInIndex(sql, {
    streets: [written, ...(place.street?.loose ?? [])].filter(({ length }) => length >= leastStreet),
    city,
    lettersOfPlace,
    postalCodes: likeCodes(place.postalCode),
  })
  const of = (kind: string) => rows.filter((row) => row.kind === kind).map(({ term }) => term)
  const [streets, cities, postalCodes] = [of('street'), of('city'), of('postal-code')]
  const beginnings = name
    .map((part) => part.written.slice(0, lettersOfName))
    .filter(({ length }) => length === lettersOfName)
  if (streets.length + postalCodes.length === 0) return []
  const occupants = await occupantsByTraces(sql, {
    streets,
    postalCodes,
    beginnings,
    house: place.house || null,
    perWay,
    limit: most,
  })
  const traced: Place = {
    ...place,
    street: place.street && { ...place.street, loose: [...place.street.loose, ...streets] },
    city: place.city && { ...place.city, loose: cities },
  }
  return ranked(occupants, name, traced, enough).map(candidateOf)
}

/** Returns the postal code and all codes with one digit wrong, or with two digits exchanged. */
export function likeCodes(code: string): string[] {
  if (!/^\d{4,5}$/.test(code)) return code === '' ? [] : [code]
  const digits = [...code]
  const wrong = digits.flatMap((_, at) =>
    Array.from({ length: 10 }, (_, digit) => digits.with(at, String(digit)).join('')),
  )
  const exchanged = digits.flatMap((one, at) =>
    digits.slice(at + 1).map((other, beyond) =>
      digits
        .with(at, other)
        .with(at + 1 + beyond, one)
        .join(''),
    ),
  )
  return [...new Set([code, ...exchanged, ...wrong])]
}
