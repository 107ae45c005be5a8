import type { SlotRun } from '@porchlight/server/features/usage/slot-run.ts'
import { HOME_KINDS, type HomeKind, type KindShape } from './home-kinds.ts'
import { type HourGrid, hourGrid } from './hour-grid.ts'
import { mix, normal, uniform } from './seeded-random.ts'
import { sunlight } from './sunlight.ts'
import { type Climate, HOUR_WARMTH, MILD_CLIMATE, weather } from './weather.ts'

/** What the shapes of one place and time have in common. */
export interface ShapeOptions {
  /** Whose home it is: another integer, another home. */
  readonly seed: number
  /** Homes with the same one share their weather; 1 where not given. */
  readonly weatherSeed?: number
  readonly climate?: Climate
  /** Epoch seconds: the first hour, and the end of the last. */
  readonly from: number
  readonly to: number
  /** IANA name. */
  readonly timeZone: string
  readonly kind: HomeKind
  /** Stretches without readings, epoch seconds, the end not in them. */
  readonly gap?: readonly { readonly from: number; readonly to: number }[]
}

export interface HomeOptions extends ShapeOptions {
  /** Panels on the roof: kilowatts at full sun. */
  readonly solar?: number
  readonly electricCar?: boolean
  readonly electricHeating?: boolean
}

/** Hourly watt hours from the grid, and to the grid for a home with solar. */
export interface HomeUsage {
  readonly delivered: SlotRun
  readonly received?: SlotRun
}

/** A wall box: watt hours in a full hour. */
const CAR_CHARGER = 7200

/**
 * Makes up the hourly electricity of a home: the base load, mornings and evenings, weekends, heating and cooling by the weather,
 * cooking and laundry in bursts, weeks away, a car charged at night, solar exported at midday. The shapes are ours (home-kinds.ts);
 * the test beside this file compares them with real homes.
 * Pure: the same options give the same readings, and an hour is the same in every period that contains it.
 * @throws RangeError for a period that is not a whole number of hours.
 */
export function homeUsage(options: HomeOptions): HomeUsage {
  const { seed, climate = MILD_CLIMATE, solar = 0 } = options
  const shape = HOME_KINDS[options.kind]
  const grid = hourGrid(options.from, options.to, options.timeZone)
  const sky = weather(options.weatherSeed ?? 1, grid.firstDay, grid.days, climate)
  const size = Math.exp(0.22 * normal(seed, -1))
  const rhythm = Math.round(normal(seed, -2) * 0.7) // an early or a late home: hours
  const heating = options.electricHeating ? shape.heatingPerC : shape.heatingPerC * 0.06 // the fan of a furnace
  const delivered = new Array<number | null>(grid.hours)
  const received = solar > 0 ? new Array<number | null>(grid.hours) : undefined
  const light = sunlight(climate.latitude)

  // All that a day decides stands in these; the loop over the hours only adds and multiplies.
  const activity = new Float64Array(24)
  const extra = new Float64Array(24)
  let sun: Float64Array = new Float64Array(24)
  let [today, daySeed, level, noise, meanC, swingC, cloud] = [-1, 0, 1, 0, 0, 0, 0]
  for (let index = 0; index < grid.hours; index += 1) {
    const dayIndex = grid.day[index] ?? 0
    if (dayIndex !== today) {
      today = dayIndex
      const day = dayPlan(seed, grid.firstDay + today, shape)
      daySeed = day.seed
      level = day.level
      noise = day.noise / 65_536
      for (let hour = 0; hour < 24; hour += 1) {
        activity[hour] = shape.activity * (day.hours[(hour - rhythm + 24) % 24] ?? 0) * (1 - day.noise / 2)
      }
      fillExtra(extra, day, shape, size, options.electricCar === true)
      if (received) sun = light(grid.firstDay + today)
      meanC = sky.meanC[today] ?? 0
      cloud = sky.cloud[today] ?? 0
      swingC = climate.dayC * (1 - 0.5 * cloud)
    }
    const hour = grid.hour[index] ?? 0
    const chance = mix(daySeed, hour)
    const warmth = meanC + swingC * (HOUR_WARMTH[hour] ?? 0)
    const conditioning =
      warmth > 22 ? (warmth - 22) * shape.coolingPerC : warmth < 16 ? (16 - warmth) * heating : 0
    // Two independent halves of one chance: activity, and the cycling of what heats and cools.
    const active = (activity[hour] ?? 0) * (1 + noise * (chance & 0xffff))
    const cycling = 0.7 + (0.6 * (chance >>> 16)) / 65_536
    let use = size * (shape.always + level * (active + conditioning * cycling)) + (extra[hour] ?? 0)
    if (received) {
      const shade = 1 - 0.78 * cloud * (0.6 + (0.8 * (chance >>> 24)) / 256)
      use -= solar * 1000 * (sun[grid.sunHour[index] ?? 0] ?? 0) * Math.max(0.08, shade)
      received[index] = use < 0 ? Math.round(-use) : 0
    }
    delivered[index] = use > 0 ? Math.round(use) : 0
  }
  const run = (values: (number | null)[]): SlotRun => ({
    startsAt: grid.from,
    intervalMinutes: 60,
    values: withGaps(values, grid, options.gap),
  })
  return { delivered: run(delivered), ...(received ? { received: run(received) } : {}) }
}

/** Blanks the hours that lie in a gap, in place. */
export function withGaps(
  values: (number | null)[],
  grid: HourGrid,
  gap: ShapeOptions['gap'] = [],
): (number | null)[] {
  for (const { from, to } of gap) {
    const first = Math.max(0, Math.ceil((from - grid.from) / 3600))
    values.fill(null, Math.min(first, values.length), Math.max(first, Math.ceil((to - grid.from) / 3600)))
  }
  return values
}

/** Returns whether the people of a home are away: up to two weeks in three half-years of four. */
export function isAway(seed: number, day: number): boolean {
  const half = Math.floor(day / 182)
  const chance = mix(seed ^ 0x1b873593, half)
  if (chance % 4 === 0) return false
  const start = (chance >>> 4) % 168
  return day - half * 182 >= start && day - half * 182 < start + 3 + ((chance >>> 14) % 11)
}

function dayPlan(seed: number, day: number, shape: KindShape) {
  const daySeed = mix(seed, day)
  const weekday = (((day + 4) % 7) + 7) % 7 // 1970-01-01 was a Thursday; 0 is Sunday
  const hours = weekday === 0 ? shape.sunday : weekday === 6 ? shape.saturday : shape.workday
  const away = shape.holidays && isAway(seed, day)
  const level = away ? 0.12 : Math.max(0.5, 1 + 0.12 * normal(daySeed, 100))
  return { seed: daySeed, level, hours, noise: shape.holidays ? 0.6 : 0.25 }
}

/** Bursts and the car, by hour of the day, in place. */
function fillExtra(
  extra: Float64Array,
  day: { readonly seed: number; readonly level: number },
  shape: KindShape,
  size: number,
  car: boolean,
): void {
  extra.fill(0)
  if (day.level < 0.5) return
  const bursts = Math.floor(shape.bursts * 2 * uniform(day.seed, 200) + 0.5)
  for (let burst = 0; burst < bursts; burst += 1) {
    const chance = mix(day.seed, 201 + burst)
    // Half of them with the evening meal, the others through the day.
    const hour = chance % 2 === 0 ? 17 + ((chance >>> 1) % 4) : 8 + ((chance >>> 1) % 13)
    extra[hour] = (extra[hour] ?? 0) + size * shape.burst * (0.5 + (chance >>> 16) / 65_536)
  }
  const chance = mix(day.seed, 300)
  if (!car || chance % 100 >= 45) return
  let charge = 7000 + ((chance >>> 8) % 22_000)
  for (let hour = (chance >>> 3) % 3; charge > 0; hour += 1) {
    extra[hour] = (extra[hour] ?? 0) + Math.min(charge, CAR_CHARGER)
    charge -= CAR_CHARGER
  }
}
