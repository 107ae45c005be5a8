import type { Dice } from '../dice.ts'
import { testDataLines } from '../test-data.ts'
import { WeightedList } from '../weighted-list.ts'

/** Capitalizes each word: 'DE LA CRUZ' becomes 'De La Cruz', 'o'brien' becomes 'O'Brien'. */
export const capitalized = (text: string) =>
  text
    .toLowerCase()
    .replace(/(^|[\s'-])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase())

/** Gives the rarest names a share of their own, because the census gives them a frequency of zero. */
function census(file: string, least: number): WeightedList<string> {
  const rows = testDataLines(`us-census-1990-names/${file}`).map((line) => line.trim().split(/\s+/))
  return new WeightedList(
    rows.map(([name = '']) => capitalized(name)),
    rows.map(([, share]) => Math.max(Number(share), least)),
  )
}

function jointNames(): WeightedList<readonly [given: string, surname: string]> {
  const rows = testDataLines('fivethirtyeight-names/adjusted-name-combinations-list.csv').slice(1)
  const cells = rows.map((row) => row.replaceAll('"', '').split(','))
  return new WeightedList(
    cells.map(([, given = '', surname = '']) => [given, surname] as const),
    cells.map((row) => Number(row[6])),
  )
}

/** Syllables for surnames that are not in the census: a third of a large utility's surnames are rare. */
const syllables =
  'ka ra mu na ri to shi va ple dze wo ny gu cha tra nh ou ben sha kri lo pe zi mah ab du fel go hen ijo kov lin mor sky vic yan zha xio'.split(
    ' ',
  )
const particles = ['de la', 'van', 'von', 'de', 'del', 'van der', 'st', 'al', 'di']
const accented: Record<string, string> = {
  Pena: 'Peña',
  Munoz: 'Muñoz',
  Garcia: 'García',
  Lopez: 'López',
  Gonzalez: 'González',
  Jose: 'José',
  Maria: 'María',
}

/** Draws names with the frequencies of the census. */
export class NameLists {
  readonly surnames = census('dist.all.last', 0.0003)
  readonly #female = census('dist.female.first', 0.001)
  readonly #male = census('dist.male.first', 0.002)
  readonly #joint = jointNames()
  readonly #known = new Set(
    [this.surnames, this.#female, this.#male].flatMap(({ values }) =>
      values.map((name) => name.toLowerCase()),
    ),
  )

  /** Whether a word in lower case is a name of the census. */
  isKnown(word: string): boolean {
    return this.#known.has(word)
  }

  given(dice: Dice): string {
    const name = (dice.chance(0.5) ? this.#female : this.#male).draw(dice)
    const written = dice.chance(0.3) ? (accented[name] ?? name) : name
    return dice.chance(0.08) ? `${written} ${String.fromCharCode(65 + dice.below(26))}` : written
  }

  surname(dice: Dice): string {
    const kind = dice.next()
    if (kind < 0.015) return `${this.surnames.draw(dice)}-${this.surnames.draw(dice)}`
    if (kind < 0.025) return `${this.surnames.draw(dice)} ${this.surnames.draw(dice)}`
    if (kind < 0.03) return `O'${this.surnames.draw(dice)}`
    if (kind < 0.04) return `${dice.pick(particles)} ${this.surnames.draw(dice)}`
    if (kind < 0.1)
      return capitalized(Array.from({ length: 2 + dice.below(3) }, () => dice.pick(syllables)).join(''))
    const name = this.surnames.draw(dice)
    return dice.chance(0.3) ? (accented[name] ?? name) : name
  }

  /** Returns given name and surname. The most common pairs are more frequent than independent draws would make them. */
  whole(dice: Dice): readonly [given: string, surname: string] {
    return dice.chance(0.012) ? this.#joint.draw(dice) : [this.given(dice), this.surname(dice)]
  }
}

const firsts =
  'Summit Blue Golden River Valley First United American National Pacific Metro Central Green Sunrise Royal Liberty Pioneer Eagle Star Lake'.split(
    ' ',
  )
const trades =
  'Plumbing,Dental Care,Market,Café,Auto Repair,Realty,Church,Elementary School,Properties,Holdings,Grill,Hair Salon,Electric,Roofing,Apartments,Self Storage,Bakery,Pharmacy,Fitness,Laundry,Hospital,Medical Center,Construction,Manufacturing,Insurance'.split(
    ',',
  )
const forms = [
  'LLC',
  'Inc',
  'Company',
  'Corporation',
  'Group',
  'Services',
  'Limited',
  'Trust',
  'Partners',
  'Association',
]

/** Returns a firm's name: 'Summit Alvarez Plumbing LLC', "Saint Mary's Hospital". */
export function firmName(names: NameLists, dice: Dice): string {
  if (dice.chance(0.05))
    return `Saint ${names.given(dice).replace(/ .$/, '')}'s ${dice.pick(['Hospital', 'Church', 'School'])}`
  const first = dice.chance(0.5) ? dice.pick(firsts) : names.surnames.draw(dice)
  const second = dice.chance(0.4) ? ` ${names.surnames.draw(dice)}` : ''
  return `${first}${second} ${dice.pick(trades)} ${dice.pick(forms)}`
}
