import type { DemoRandom } from '../random.ts'
import { institutions, nameGroups, organisationPatterns, places, things, trades } from './name-lists.ts'
import type { Name } from './person.ts'

export type HumanName = { given: string; surname: string }

/** Returns a human's name; a family's other members are given its `surname`. */
export function madeUpName(random: DemoRandom, surname?: string): HumanName {
  const group = random.weighted(nameGroups)
  const middle = random.chance(0.06) ? ` ${random.pick([...'ABCDEFGJKLMRST'])}.` : ''
  const given = `${random.weighted(group.given)}${middle}`
  return { given, surname: surname ?? madeUpSurname(random, group) }
}

function madeUpSurname(random: DemoRandom, group = random.weighted(nameGroups)): string {
  const first = random.weighted(group.surnames)
  const isSpanish = group === nameGroups[1]?.[0]
  if (random.chance(isSpanish ? 0.3 : 0.03)) {
    const second = random.weighted(group.surnames)
    if (second !== first) return `${first}${isSpanish && random.chance(0.85) ? ' ' : '-'}${second}`
  }
  return first
}

/** Returns a maiden name for some people, and an empty list for the others. */
export function maybeMaidenName(random: DemoRandom, name: HumanName): HumanName[] {
  return random.chance(0.06) ? [{ given: name.given, surname: madeUpSurname(random) }] : []
}

/** Returns the nth organization (from 0): first the town's institutions, then made-up firms, some with a trade name. */
export function madeUpOrganisation(random: DemoRandom, nth: number): { name: Name; aliases: Name[] } {
  const institution = institutions[nth]
  if (institution !== undefined) return { name: { organisation: institution }, aliases: [] }
  const organisation = random
    .weighted(organisationPatterns)
    .replace('{place}', () => random.pick(places))
    .replace('{thing}', () => random.pick(things))
    .replace('{trade}', () => random.pick(trades))
    .replace(/\{surname\}/g, () => madeUpSurname(random))
  const aliases = random.chance(0.2)
    ? [{ organisation: `${random.pick(things)} ${random.pick(trades)} (dba)` }]
    : []
  return { name: { organisation }, aliases }
}
