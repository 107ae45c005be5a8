import type { Sql } from '#database/sql.ts'
import type { Word } from '../lexicon/expand.ts'
import { type Candidate, nobody } from './candidate.ts'
import { costs } from './costs.ts'
import { findNames } from './find-names.ts'
import type { PlaceWordsFor } from './find-premises.ts'
import { groupedBy } from './grouped-by.ts'
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

/** A person who is or was served at a premise. */
export type OccupantFound = {
  personId: number
  accountId: number
  premiseId: number
  cost: number
  name: NameFit
  place: PlaceFit
}

/** Returns an occupant as the candidates of other ways are. */
export const candidateOf = ({
  personId,
  accountId,
  premiseId,
  cost,
  name,
  place,
}: OccupantFound): Candidate => ({
  ...nobody,
  personId,
  accountId,
  premiseId,
  cost,
  name: name.met,
  place: place.met,
})

type Row = OccupantsOf['row']

const most = 400
/** The most pairs of words that are looked up. */
const mostNames = 30
const mostStreets = 12

/**
 * Returns who is served at an address under a name, the likeliest first. Looks up each pair of typed parts: name and street, name and
 * postal code, name and town.
 * @param isLoose whether one word of the name is enough within a postal code
 */
export async function findOccupants(
  sql: Sql,
  parts: readonly NamePart[],
  names: readonly (readonly Word[])[],
  place: Place,
  places: PlaceWordsFor,
  mostCost: number,
  isLoose: boolean,
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
        : occupantsByPostalCode(sql, {
            names: words,
            postalCodes,
            hasPair,
            // A postal code is small enough to look up a single word of the name; a town is not.
            isLoose: isLoose && place.postalCode !== '',
            house: place.house || null,
            perWay: 40,
            limit: most,
          }),
    ),
  ])
  return ranked([...byStreet, ...byCode], parts, place)
}

/** Returns the postal codes to look in: the typed one, or those of the town; none if neither was typed. */
async function codesOf(sql: Sql, place: Place, { cities }: PlaceWordsFor): Promise<string[]> {
  if (place.postalCode !== '') return [place.postalCode]
  if (cities.length === 0) return []
  const rows = await postalCodesOf(sql, { cities: cities.slice(0, 3).map(({ term }) => term) })
  return rows.map((row) => row.postalCode)
}

/**
 * Does the same where the name or the address was misheard completely: returns everyone who is served at exactly that house, and
 * every place where persons of exactly that name are served.
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
    const params = {
      cores,
      street: null,
      house: place.house,
      cities: null,
      postalCode: null,
      limit: most,
      others: 0,
      looked: 0,
    }
    const premises = (await premisesByStreet(sql, params)).map((row) => row.premiseId)
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

/** The evidence of an exactly matching part, in bits: 8 means that about one record in 256 matches by chance. Round figures. */
const weight = { name: 8, street: 9, house: 6, city: 6, 'postal-code': 8, unit: 3 }
/** The evidence, in bits, that identifies one person among millions. */
const enough = 21

/** Returns whether name and place both match, or so much matches together that nobody else is likely. */
function isMeant(place: Place, row: Row, name: NameFit, at: PlaceFit, least: number): boolean {
  if (name.met.length > 0 && at.hasStreet && (place.street || at.met.length > 0 || place.house === row.house))
    return true
  const exact = (how: string) => (how === 'exact' || how === 'beginning' ? 1 : 0.6)
  const ofName = name.met.reduce((sum, { how }) => sum + weight.name * exact(how), 0)
  const fields = at.met.filter(({ field, term }) => field !== 'street' || term === row.core)
  const ofPlace = fields.reduce((sum, { field, how }) => sum + weight[field] * exact(how), 0)
  const ofHouse = place.house !== '' && place.house === row.house ? weight.house : 0
  const ofUnit = place.unit !== '' && place.unit === row.unit ? weight.unit : 0
  return ofName + ofPlace + ofHouse + ofUnit >= least
}

const nameless = (parts: readonly NamePart[]): NameFit => ({
  cost: parts.length * costs.otherWord,
  met: [],
  isWhole: false,
})

/**
 * Adds up the costs of each person at each premise. Leaves out those without a match in both the name and the address.
 * @param least the evidence, in bits, that makes up for a part that does not match
 */
export function ranked(
  rows: readonly Row[],
  parts: readonly NamePart[],
  place: Place,
  least = enough,
): OccupantFound[] {
  const groups = groupedBy(rows, (row) => `${row.personId} ${row.accountId} ${row.premiseId}`)
  const occupants = [...groups.values()].flatMap((pairs): OccupantFound[] => {
    const [row] = pairs
    if (!row) return []
    const at = placeFit(place, row)
    const name = nameFit(parts, pairs) ?? nameless(parts)
    if (!isMeant(place, row, name, at, least)) return []
    const cost = name.cost + at.cost + (row.isCurrent ? 0 : costs.former)
    const { personId, accountId, premiseId } = row
    return [{ personId, accountId, premiseId, cost, name, place: at }]
  })
  return occupants.sort((a, b) => a.cost - b.cost)
}
