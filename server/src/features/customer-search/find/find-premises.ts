import type { Sql } from '#database/sql.ts'
import type { Word } from '../lexicon/expand.ts'
import { type Place, type PlaceFit, placeFit } from './place-cost.ts'
import { premisesByCity, premisesByPostalCode, premisesByStreet } from './queries.ts'

export type PlaceFound = { premiseId: number; fit: PlaceFit; house: string }

/** The words of the street and of the town. */
export type PlaceWordsFor = { streets: readonly Word[]; cities: readonly Word[] }

/**
 * Returns the premises of an address, the likeliest first.
 * @param limit the most premises
 */
export async function findPremises(
  sql: Sql,
  place: Place,
  { streets, cities }: PlaceWordsFor,
  limit: number,
): Promise<PlaceFound[]> {
  const cores = streets.map(({ term }) => term)
  if (place.street && cores.length === 0) return []
  if (place.city && cities.length === 0) return []
  const within = {
    cities: place.city ? cities.map(({ term }) => term) : null,
    postalCode: place.postalCode || null,
  }
  const rows = place.street
    ? await inStreet(sql, place, within, cores, limit)
    : place.city
      ? await premisesByCity(sql, { ...within, limit })
      : await premisesByPostalCode(sql, { postalCode: place.postalCode, limit })
  return rows
    .map((row) => ({ premiseId: row.premiseId, fit: placeFit(place, row), house: row.house }))
    .sort((a, b) => a.fit.cost - b.fit.cost || numberOf(a.house) - numberOf(b.house))
}

type Within = { cities: string[] | null; postalCode: string | null }

/** The most premises of a street that are compared: without a house number, and near a house that does not exist. */
const manyLooked = 50_000
const fewLooked = 2000

/** Returns the premises at the typed house, or its neighbors if there are none or no house was typed. */
async function inStreet(sql: Sql, place: Place, within: Within, cores: string[], limit: number) {
  const street = { ...within, cores, limit }
  if (place.house !== '') {
    const rows = await premisesByStreet(sql, {
      ...street,
      street: null,
      house: place.house,
      others: 0,
      looked: 0,
    })
    if (rows.length > 0) return rows
  }
  return premisesByStreet(sql, {
    ...street,
    street: place.streetForm,
    house: place.house || null,
    others: limit,
    looked: place.house === '' ? manyLooked : fewLooked,
  })
}

const numberOf = (house: string) => Number.parseInt(house, 10) || 0
