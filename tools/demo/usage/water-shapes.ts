import type { SlotRun } from '@porchlight/server/features/usage/slot-run.ts'
import { isAway, type ShapeOptions, withGaps } from './home-shapes.ts'
import { hourGrid } from './hour-grid.ts'
import { mix, normal } from './seeded-random.ts'
import { MILD_CLIMATE, weather } from './weather.ts'

/** Liters a day indoors, and liters a watering per °C above 14 (gardens are watered every other summer morning). */
const WATER_KINDS = {
  apartment: { indoors: 420, garden: 0 },
  house: { indoors: 750, garden: 55 },
  'large-house': { indoors: 1100, garden: 120 },
  shop: { indoors: 900, garden: 0 },
  office: { indoors: 1600, garden: 30 },
} as const

/** Per cent of the day's water, by hour. */
const INDOORS = [
  0.8, 0.3, 0.3, 0.3, 0.7, 2.5, 7.5, 9.5, 8, 6, 5, 4.5, 4.5, 4, 3.7, 3.7, 4.5, 6, 7.5, 7, 5.5, 4.2, 2.6, 1.4,
] as const

/**
 * Makes up the hourly water of a home, in milliliters: showers and kitchen by day, hardly any at night (so that a leak shows), the
 * garden at 5 in the morning of warm days.
 * @throws RangeError for a period that is not a whole number of hours.
 */
export function waterUsage(options: ShapeOptions): SlotRun {
  const { seed, climate = MILD_CLIMATE } = options
  const shape = WATER_KINDS[options.kind]
  const grid = hourGrid(options.from, options.to, options.timeZone)
  const sky = weather(options.weatherSeed ?? 1, grid.firstDay, grid.days, climate)
  const size = Math.exp(0.25 * normal(seed, -4))
  const values = new Array<number | null>(grid.hours)
  let today = -1
  let daySeed = 0
  let away = false
  let garden = 0
  for (let index = 0; index < grid.hours; index += 1) {
    const dayIndex = grid.day[index] ?? 0
    if (dayIndex !== today) {
      today = dayIndex
      const day = grid.firstDay + today
      daySeed = mix(seed ^ 0x3c6ef, day)
      away = isAway(seed, day)
      garden = (day + seed) % 2 === 0 ? Math.max(0, (sky.meanC[today] ?? 0) - 14) * shape.garden : 0
    }
    const hour = grid.hour[index] ?? 0
    const chance = mix(daySeed, hour)
    // Many hours see no tap at all: a flow is drawn, and the more water the hour has, the likelier it is.
    const share = INDOORS[hour] ?? 0
    const flows = (chance & 0xff) / 256 < Math.min(1, 0.15 + share / 6)
    const indoors =
      away || !flows ? 0 : (shape.indoors * share * (0.4 + 1.4 * ((chance >>> 16) / 65_536))) / 100
    const liters = size * (indoors + (hour === 5 ? garden : 0))
    values[index] = Math.round(liters * 10) * 100 // meters count tenths of a liter
  }
  return { startsAt: grid.from, intervalMinutes: 60, values: withGaps(values, grid, options.gap) }
}
