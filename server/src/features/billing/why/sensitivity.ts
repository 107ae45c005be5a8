import type { DegreeDays, Sensitivity } from './causes.ts'

/** What one bill measured of one service, and the weather of its period. */
export type Observation = { days: number; quantity: number; weather: DegreeDays }

/** Fewer bills say more about chance than about the weather. */
const LEAST = 8
/** The part of the variation from bill to bill that the weather must explain. */
const LEAST_EXPLAINED = 0.3

/**
 * Estimates by least squares how much of a service one heating and one cooling degree day takes: use a day = base + heating +
 * cooling. Neither is negative: warmth saves no cooling. Undefined where there are too few bills, or the weather explains too
 * little of what was used.
 */
export function sensitivityOf(observations: readonly Observation[]): Sensitivity | undefined {
  const points = observations
    .filter(({ days }) => days > 0)
    .map(({ days, quantity, weather }) => ({
      use: quantity / days,
      heating: weather.heating / days,
      cooling: weather.cooling / days,
    }))
  if (points.length < LEAST) return undefined
  const candidates = [fitBoth(points), fitOne(points, 'heating'), fitOne(points, 'cooling')]
  const [best] = candidates
    .filter((fit) => fit !== undefined && fit.perHeating >= 0 && fit.perCooling >= 0)
    .map((fit) => ({ ...(fit as Sensitivity), explained: explained(points, fit as Sensitivity) }))
    .sort((one, other) => other.explained - one.explained)
  if (!best || best.explained < LEAST_EXPLAINED) return undefined
  return { perHeating: best.perHeating, perCooling: best.perCooling }
}

type Point = { use: number; heating: number; cooling: number }
const mean = (points: readonly Point[], of: keyof Point) =>
  points.reduce((total, point) => total + point[of], 0) / points.length

function covariance(points: readonly Point[], one: keyof Point, other: keyof Point): number {
  const [a, b] = [mean(points, one), mean(points, other)]
  return points.reduce((total, point) => total + (point[one] - a) * (point[other] - b), 0)
}

function fitBoth(points: readonly Point[]): Sensitivity | undefined {
  const [hh, cc, hc] = [
    covariance(points, 'heating', 'heating'),
    covariance(points, 'cooling', 'cooling'),
    covariance(points, 'heating', 'cooling'),
  ]
  const [hu, cu] = [covariance(points, 'heating', 'use'), covariance(points, 'cooling', 'use')]
  const determinant = hh * cc - hc * hc
  if (!(determinant > 1e-9 * hh * cc)) return undefined
  return { perHeating: (hu * cc - cu * hc) / determinant, perCooling: (cu * hh - hu * hc) / determinant }
}

function fitOne(points: readonly Point[], by: 'heating' | 'cooling'): Sensitivity | undefined {
  const variance = covariance(points, by, by)
  if (!(variance > 0)) return undefined
  const slope = covariance(points, by, 'use') / variance
  return by === 'heating' ? { perHeating: slope, perCooling: 0 } : { perHeating: 0, perCooling: slope }
}

/** Returns the part of the variation that a fit explains, 0 to 1. */
function explained(points: readonly Point[], { perHeating, perCooling }: Sensitivity): number {
  const total = covariance(points, 'use', 'use')
  if (!(total > 0)) return 0
  const base =
    mean(points, 'use') - perHeating * mean(points, 'heating') - perCooling * mean(points, 'cooling')
  const left = points.reduce(
    (sum, point) => sum + (point.use - base - perHeating * point.heating - perCooling * point.cooling) ** 2,
    0,
  )
  return 1 - left / total
}
