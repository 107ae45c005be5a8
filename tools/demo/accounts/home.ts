import type { DemoRandom, Weight } from '../random.ts'
import type { HomeKind } from '../usage/home-kinds.ts'
import { type Town, towns } from './street-lists.ts'

/** What a service point is there for. */
export type ServiceType = 'electricity' | 'gas' | 'water'

/** What decides how much is used at a premise. */
export type Home = {
  kind: HomeKind
  town: Town
  /** Kilowatts on the roof; 0 without. */
  solar: number
  electricCar: boolean
  electricHeating: boolean
}

const kinds: readonly Weight<HomeKind>[] = [
  ['apartment', 42],
  ['house', 45],
  ['large-house', 13],
]

export function madeUpTown(random: DemoRandom): Town {
  return random.weighted(towns)
}

export function townOf(division: Town['division']): Town {
  const [town] = towns.find(([{ division: name }]) => name === division) ?? []
  if (!town) throw new RangeError(`no such division: ${division}`)
  return town
}

export function madeUpHome(random: DemoRandom, town: Town): Home {
  const kind = random.weighted(kinds)
  const solar = kind !== 'apartment' && random.chance(0.18) ? random.pick([3, 5, 7]) : 0
  return {
    kind,
    town,
    solar,
    electricCar: kind !== 'apartment' && random.chance(0.12),
    electricHeating: random.chance(0.35),
  }
}

/** Returns the services of a home: electricity for every home, gas and water for a share of them. */
export function madeUpServices(random: DemoRandom, home: Home): ServiceType[] {
  const services: ServiceType[] = ['electricity']
  if (!home.electricHeating && random.chance(0.7)) services.push('gas')
  if (home.kind !== 'apartment' && random.chance(0.55)) services.push('water')
  return services
}
