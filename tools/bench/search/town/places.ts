import { Dice } from '../dice.ts'
import { WeightedList } from '../weighted-list.ts'
import type { NameLists } from './name-lists.ts'

export type City = { name: string; division: string; postalCodes: string[]; streets: WeightedList<string> }

const cityCount = 250
const cityStarts =
  'Spring River Fair Green Oak Lake Mill Clear West East North South Maple Ash Stone Bridge Brook Cedar Glen High'.split(
    ' ',
  )
const cityEnds = [
  'field',
  'ton',
  'ville',
  'dale',
  'wood',
  'view',
  'port',
  'burg',
  ' City',
  ' Falls',
  ' Heights',
  ' Park',
  'ford',
  'mont',
]
const everywhere =
  'Second Third First Fourth Park Fifth Main Sixth Oak Seventh Pine Maple Cedar Eighth Elm View Washington Ninth Lake Hill Church Walnut Spring Center Ridge Railroad Jefferson Lincoln Jackson Forest Sunset Mill Broadway Cherry River Meadow Chestnut Dogwood Hickory Highland Johnson Smith Willow Franklin Adams Madison Monroe Poplar Birch Spruce Laurel Locust Magnolia College School Grove Union Market Water Court Prospect Pleasant Valley Country'.split(
    ' ',
  )
const natures =
  'Oak Pine Willow Fox Deer Eagle Stone Silver Quail Cypress Autumn Spring River Lake Meadow Hidden Shady Sunny Cedar Maple Rolling Timber Bear Hawk Heritage'.split(
    ' ',
  )
const shapes =
  'Ridge Run Hollow Creek Brook Trail Glen Crest Bend Hill View Crossing Point Grove Chase Valley Landing Meadows Shadow Wood'.split(
    ' ',
  )
const directions = ['N', 'S', 'E', 'W', 'NE', 'NW', 'SE', 'SW']
const suffixes = new WeightedList(
  ['St', 'Ave', 'Rd', 'Dr', 'Ln', 'Ct', 'Way', 'Pl', 'Blvd', 'Cir', 'Ter', 'Pkwy'],
  [30, 20, 15, 15, 8, 6, 3, 3, 3, 3, 1, 1],
)
const divisions = ['Harbor', 'Valley', 'Hills']

function streetName(names: NameLists, dice: Dice, rank: number): string {
  const usual = everywhere[rank]
  if (usual && (rank < 25 || dice.chance(0.6))) return usual
  const kind = dice.next()
  if (kind < 0.35) return `${dice.pick(natures)} ${dice.pick(shapes)}`
  if (kind < 0.75) return names.surnames.draw(dice)
  if (kind < 0.85) return names.given(dice).replace(/ .$/, '')
  return kind < 0.93 ? `${10 + dice.below(180)}th` : dice.pick(natures)
}

function streetsOf(names: NameLists, dice: Dice, count: number): WeightedList<string> {
  const streets = new Set<string>()
  for (let rank = 0; rank < count; rank++) {
    const direction = dice.chance(0.18) ? `${dice.pick(directions)} ` : ''
    streets.add(`${direction}${streetName(names, dice, rank)} ${suffixes.draw(dice)}`)
  }
  return new WeightedList(
    [...streets],
    Array.from(streets, (_, rank) => (rank + 3) ** -0.55),
  )
}

/** Generates cities of uneven size (about Zipf, as a utility's are), with a street for 28 premises and a postal code for 12,000. */
export function cities(names: NameLists, size: number): WeightedList<City> {
  const weight = (rank: number) => (rank + 3) ** -0.85
  const total = Array.from({ length: cityCount }, (_, rank) => weight(rank)).reduce((a, b) => a + b, 0)
  const all = cityStarts.flatMap((start) => cityEnds.map((end) => start + end))
  const made = Array.from({ length: cityCount }, (_, rank): City => {
    const dice = new Dice(7, rank)
    const premises = (size * weight(rank)) / total
    return {
      // 101 is coprime to the number of names, 280, so no name occurs twice.
      name: all[(rank * 101) % all.length] ?? '',
      division: divisions[rank % divisions.length] ?? '',
      postalCodes: Array.from({ length: Math.ceil(premises / 12_000) }, (_, i) =>
        String(10_000 + rank * 60 + i),
      ),
      streets: streetsOf(names, dice, Math.max(30, Math.floor(premises / 28))),
    }
  })
  return new WeightedList(
    made,
    made.map((_, rank) => weight(rank)),
  )
}
