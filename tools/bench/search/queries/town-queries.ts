import { Dice } from '../dice.ts'
import { type Query, rowsAsked } from '../query.ts'
import { fullName, line1, line2 } from '../town/household.ts'
import { NameLists } from '../town/name-lists.ts'
import type { Town } from '../town/town.ts'
import { addressFamilies } from './address-families.ts'
import { asGivenFamilies } from './as-given-families.ts'
import { type Case, callers } from './case.ts'
import { exactFamilies } from './exact-families.ts'
import type { MakeQuery } from './family.ts'
import { nameFamilies } from './name-families.ts'
import { oneBox } from './one-box.ts'
import { Typist } from './typist.ts'

/** Stops after this many callers in a row for whom the query is impossible: a small town has no more of them. */
const mostTries = 400

/** Makes `count` queries of each family for people of the town, or fewer if the town has fewer. */
export function townQueries(town: Town, households: number, count: number): Query[] {
  const typist = new Typist()
  const names = new NameLists()
  const families = {
    ...exactFamilies,
    ...nameFamilies(typist, (word) => names.isKnown(word)),
    ...addressFamilies(typist),
    ...asGivenFamilies,
    ...oneBox(typist),
  }
  return Object.entries(families).flatMap(([family, make], at) =>
    queriesOf(family, make, callers(town, households, new Dice(99_173, at)), count),
  )
}

/** Returns `count` different texts for the search box, so that a loop does not find everything in a cache. */
export function oneBoxQueries(town: Town, households: number, count: number): Query[] {
  const [[family, make] = []] = Object.entries(oneBox(new Typist()))
  if (!family || !make) throw new Error('there is one box')
  return queriesOf(family, make, callers(town, households, new Dice(71_993, count)), count)
}

const meant = ({ person, premise }: Case) =>
  [...[person.name, ...person.aliases].map(fullName), line1(premise), line2(premise), premise.city].join(', ')

function queriesOf(family: string, make: MakeQuery, subjects: Iterable<Case>, count: number): Query[] {
  const made: Query[] = []
  let tries = 0
  for (const caller of subjects) {
    const query = make(caller)
    if (query)
      made.push({ family, ...query, body: { ...query.body, limit: rowsAsked }, meant: meant(caller) })
    tries += 1
    if (made.length === count || tries > count * mostTries) break
  }
  return made
}
