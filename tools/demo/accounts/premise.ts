import type { CalendarDay } from '@porchlight/server/features/usage/calendar-day.ts'
import type { DemoContext } from '../demo-context.ts'
import type { DemoRandom } from '../random.ts'
import type { Home, ServiceType } from './home.ts'
import { directionals, streetNames, streetSuffixes } from './street-lists.ts'

export type Address = { line1: string; line2: string; city: string; postalCode: string }

/** A service point, and the days that usage is wanted for: those of its service agreements. */
export type Point = {
  servicePointId: number
  serviceType: ServiceType
  from: CalendarDay | undefined
  to: CalendarDay | undefined
}

export type Premise = { premiseId: number; address: Address; home: Home; points: Point[] }

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

/** Adds a premise with its service points and geographic identifiers. */
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
