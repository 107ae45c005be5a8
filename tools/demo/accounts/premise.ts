import type { CalendarDay } from '@porchlight/server/features/usage/calendar-day.ts'
import type { DemoContext } from '../demo-context.ts'
import type { DemoRandom, Weight } from '../random.ts'
import type { HomeKind } from '../usage/home-kinds.ts'
import type { Home } from './home.ts'
import type { ServiceType } from './service-type.ts'
import { directionals, streetNames, streetSuffixes, type Town, towns } from './street-lists.ts'

export type Address = { line1: string; line2: string; city: string; postalCode: string }

/** A service point, and the days that usage is wanted for: those of its service agreements. */
export type Point = {
  servicePointId: number
  serviceType: ServiceType
  from: CalendarDay | undefined
  to: CalendarDay | undefined
}

export type Premise = { premiseId: number; address: Address; home: Home; points: Point[] }

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

/** Electricity everywhere; gas and water for a share. */
export function madeUpServices(random: DemoRandom, home: Home): ServiceType[] {
  const services: ServiceType[] = ['electricity']
  if (!home.electricHeating && random.chance(0.7)) services.push('gas')
  if (home.kind !== 'apartment' && random.chance(0.55)) services.push('water')
  return services
}

export function madeUpAddress(random: DemoRandom, home: Home): Address {
  const street = `${random.weighted(directionals)}${random.pick(streetNames)} ${random.weighted(streetSuffixes)}`
  const unit = random.pick(['Apt', 'Apt', 'Unit', '#'])
  const line2 =
    home.kind === 'apartment'
      ? `${unit}${unit === '#' ? '' : ' '}${random.whole(1, 24)}${random.chance(0.4) ? random.pick([...'ABCD']) : ''}`
      : home.kind === 'office' && random.chance(0.5)
        ? `Ste ${random.whole(1, 9)}${random.digits(2)}`
        : ''
  return {
    line1: `${random.whole(100, 4999)} ${street}`,
    line2,
    city: home.town.city,
    postalCode: random.pick(home.town.postalCodes),
  }
}

/** A premise with its service points and geographic identifiers. */
export function addPremise(
  ctx: DemoContext,
  home: Home,
  services: readonly ServiceType[],
  address: Address = madeUpAddress(ctx.random, home),
): Premise {
  const { ids, rows, random } = ctx
  const { town } = home
  const premiseId = ids.next('premises')
  // Streets are half a mile of a grid apart; where one house stands on it, the neighbors stand too.
  const latitude = town.latitude + Math.round((random.next() - 0.5) * 600) / 10_000
  const longitude = town.longitude + Math.round((random.next() - 0.5) * 800) / 10_000
  const { line1, line2, city, postalCode } = address
  rows.add('premises', premiseId, line1, line2, city, 'CA', postalCode, town.division, latitude, longitude)
  const identify = (point: number | null, type: string, value: string) =>
    rows.add(
      'geographic_identifiers',
      ids.next('geographic_identifiers'),
      point === null ? premiseId : null,
      point,
      type,
      value,
    )
  identify(null, 'parcel', `${random.whole(200, 699)}-${random.digits(3)}-${random.digits(2)}`)
  identify(null, 'tax-map', `${random.whole(1, 60)}-${random.pick([...'ABCDEF'])}-${random.digits(3)}`)
  const points = services.map((serviceType): Point => {
    const servicePointId = ids.next('service_points')
    const hasMeter = !random.chance(0.01)
    const meter = `${serviceType.charAt(0).toUpperCase()}${random.digits(8)}`
    rows.add('service_points', servicePointId, premiseId, serviceType, hasMeter ? meter : null)
    identify(servicePointId, 'grid', `${town.mark}${random.whole(10, 99)}-${random.digits(4)}`)
    if (serviceType === 'electricity') identify(servicePointId, 'feeder', `${town.mark}-${random.digits(4)}`)
    return { servicePointId, serviceType, from: undefined, to: undefined }
  })
  return { premiseId, address, home, points }
}
