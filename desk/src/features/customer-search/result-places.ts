import type { Row } from './search-state.ts'

/** A premise on the map, with the first row that has it. */
export type ResultPlace = { premiseId: number; latitude: number; longitude: number; row: number }

/** Returns the premises of the rows that are known to lie somewhere, each once, in the order of the rows. */
export function placesOf(rows: readonly Row[]): ResultPlace[] {
  const places = new Map<number, ResultPlace>()
  for (const [row, { premise }] of rows.entries()) {
    if (!premise) continue
    const { premiseId, latitude, longitude } = premise
    if (premiseId === null || places.has(premiseId)) continue
    if (latitude !== null && longitude !== null)
      places.set(premiseId, { premiseId, latitude, longitude, row })
  }
  return [...places.values()]
}

/** The number of each premise, in the list as on the map. */
export const numbersOf = (places: readonly ResultPlace[]): ReadonlyMap<number, number> =>
  new Map(places.map(({ premiseId }, at) => [premiseId, at + 1]))
