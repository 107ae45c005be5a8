import type { Sql } from '#database/sql.ts'
import { costs } from './costs.ts'
import type { Word } from './expand.ts'
import { findNames } from './find-names.ts'
import type { PlaceWordsFor } from './find-premises.ts'
import { type NameFit, type NamePart, nameFit } from './name-cost.ts'
import { type Place, type PlaceFit, placeFit } from './place-cost.ts'
import type { OccupantsOf } from './queries.generated.ts'
import {
  occupantsByName,
  occupantsByPostalCode,
  occupantsByStreet,
  occupantsOf,
  postalCodesOf,
  premisesByStreet,
} from './queries.ts'

/** Somebody who is or was served somewhere. */
export type OccupantFound = {
  personId: number
  accountId: number
  premiseId: number
  cost: number
  name: NameFit
  place: PlaceFit
}

type Row = OccupantsOf['row']

const most = 400
/** Pairs of words beyond these are too many to ask for. */
const mostNames = 30
const mostStreets = 12

/**
 * Who is served at an address under a name, by every two things that were typed: name and street, name and postal code or
 * town. The likeliest first.
 */
export async function findOccupants(
  sql: Sql,
  parts: readonly NamePart[],
  names: readonly (readonly Word[])[],
  place: Place,
  places: PlaceWordsFor,
  mostCost: number,
): Promise<OccupantFound[]> {
  const likely = names
    .flat()
    .sort((a, b) => a.cost - b.cost)
    .slice(0, mostNames)
  const streets = places.streets.slice(0, mostStreets)
  const words = likely.map(({ term }) => term)
  const hasPair = parts.length > 1
  const [byStreet, byCode] = await Promise.all([
    streets.length === 0 || words.length === 0
      ? []
      : occupantsByStreet(sql, {
          cores: streets.map(({ term }) => term),
          coreCosts: streets.map(({ cost }) => cost),
          names: words,
          nameCosts: likely.map(({ cost }) => cost),
          house: place.house || null,
          hasPair,
          mostCost,
          perWay: 40,
          limit: most,
        }),
    codesOf(sql, place, places).then((postalCodes) =>
      postalCodes.length === 0 || words.length === 0
        ? []
        : occupantsByPostalCode(sql, { names: words, postalCodes, hasPair, perWay: 40, limit: most }),
    ),
  ])
  return ranked([...byStreet, ...byCode], parts, place)
}

/** The postal codes to look in: the one typed, or those of the town; none where it was not said. */
async function codesOf(sql: Sql, place: Place, { cities }: PlaceWordsFor): Promise<string[]> {
  if (place.postalCode !== '') return [place.postalCode]
  if (cities.length === 0) return []
  const rows = await postalCodesOf(sql, { cities: cities.slice(0, 3).map(({ term }) => term) })
  return rows.map((row) => row.postalCode)
}

/**
 * The same where either side was misheard beyond its words: whoever is served at exactly that house, and wherever persons of
 * exactly that name are served.
 */
export async function findOccupantsBySide(
  sql: Sql,
  parts: readonly NamePart[],
  names: readonly (readonly Word[])[],
  place: Place,
  { streets }: PlaceWordsFor,
): Promise<OccupantFound[]> {
  const atHouse = async (): Promise<Row[]> => {
    if (place.house === '' || streets.length === 0) return []
    const cores = streets.slice(0, mostStreets).map(({ term }) => term)
    const asked = {
      cores,
      street: null,
      house: place.house,
      cities: null,
      postalCode: null,
      limit: most,
      others: 0,
    }
    const premises = (await premisesByStreet(sql, asked)).map((row) => row.premiseId)
    return premises.length === 0 ? [] : occupantsOf(sql, { premises, limit: most })
  }
  const ofName = async (): Promise<Row[]> => {
    if (parts.length < 2) return []
    const persons = (await findNames(sql, parts, names, costs.oneEdit * 2 + 4, most)).map(
      ({ personId }) => personId,
    )
    return persons.length === 0 ? [] : occupantsByName(sql, { persons: persons.slice(0, most), limit: most })
  }
  return ranked((await Promise.all([atHouse(), ofName()])).flat(), parts, place)
}

/** Each person at each premise at its cost; who has nothing of the name, or nothing of the address, is not meant. */
export function ranked(rows: readonly Row[], parts: readonly NamePart[], place: Place): OccupantFound[] {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = `${row.personId} ${row.accountId} ${row.premiseId}`
    const known = groups.get(key)
    if (known) known.push(row)
    else groups.set(key, [row])
  }
  const found = [...groups.values()].flatMap((pairs): OccupantFound[] => {
    const [row] = pairs
    const name = row && nameFit(parts, pairs)
    if (!row || !name) return []
    const at = placeFit(place, row)
    const isElsewhere = !at.hasStreet && !(at.met.length > 0 && (name.isWhole || parts.length > 2))
    if (isElsewhere || (at.met.length === 0 && place.house !== row.house)) return []
    const cost = name.cost + at.cost + (row.isCurrent ? 0 : costs.former)
    const { personId, accountId, premiseId } = row
    return [{ personId, accountId, premiseId, cost, name, place: at }]
  })
  return found.sort((a, b) => a.cost - b.cost)
}
