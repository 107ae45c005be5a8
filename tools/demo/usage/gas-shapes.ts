import { DAY_MINUTES, type SlotRun } from '@porchlight/server/features/usage/slot-run.ts'
import { isAway, type ShapeOptions, withGaps } from './home-shapes.ts'
import { hourGrid } from './hour-grid.ts'
import { mix, normal } from './seeded-random.ts'
import { HOUR_WARMTH, MILD_CLIMATE, weather } from './weather.ts'

/** Watt hours an hour per °C below 16, and watt hours a day of hot water and cooking. */
const GAS_KINDS = {
  apartment: { perC: 90, water: 7000 },
  house: { perC: 240, water: 12_000 },
  'large-house': { perC: 460, water: 20_000 },
  shop: { perC: 500, water: 4000 },
  office: { perC: 900, water: 6000 },
} as const

/** Share of the day's hot water, and how far the thermostat follows (set back at night), by hour. */
const WATER = [0.5, 0.2, 0.2, 0.2, 0.4, 2, 9, 12, 9, 5, 4, 4, 4, 3, 3, 3, 4, 6, 8, 8, 6, 5, 3, 0.5] as const
const THERMOSTAT = [
  0.6, 0.6, 0.6, 0.6, 0.65, 0.9, 1.35, 1.3, 1.15, 1.05, 1, 1, 1, 1, 1, 1, 1.05, 1.15, 1.2, 1.2, 1.15, 1.05,
  0.85, 0.65,
] as const

/**
 * Gas of a made-up home that is heated with it, in watt hours (a US therm is 29,300): hot water and cooking all year,
 * heating by the weather, which is that of the same home's electricity.
 * @param intervalMinutes 60, or 1,440 for days (then `from` and `to` are local midnights).
 * @throws RangeError for a stretch that is no whole number of hours.
 */
export function gasUsage(options: ShapeOptions & { readonly intervalMinutes?: 60 | 1440 }): SlotRun {
  const { seed, climate = MILD_CLIMATE, kind } = options
  const shape = GAS_KINDS[kind]
  const grid = hourGrid(options.from, options.to, options.timeZone)
  const sky = weather(options.weatherSeed ?? 1, grid.firstDay, grid.days, climate)
  const size = Math.exp(0.22 * normal(seed, -3))
  const values = new Array<number | null>(grid.hours)
  let today = -1
  let daySeed = 0
  let level = 1
  for (let index = 0; index < grid.hours; index += 1) {
    const dayIndex = grid.day[index] ?? 0
    if (dayIndex !== today) {
      today = dayIndex
      daySeed = mix(seed ^ 0x6a5, grid.firstDay + today)
      level = isAway(seed, grid.firstDay + today) ? 0.25 : 1
    }
    const hour = grid.hour[index] ?? 0
    const chance = mix(daySeed, hour)
    const warmth = (sky.meanC[today] ?? 0) + climate.dayC * (HOUR_WARMTH[hour] ?? 0)
    const heat = warmth < 16 ? (16 - warmth) * shape.perC * (THERMOSTAT[hour] ?? 1) : 0
    const water = (shape.water * (WATER[hour] ?? 0)) / 100
    const use = heat * (0.8 + 0.4 * ((chance & 0xffff) / 65_536)) + water * 2 * ((chance >>> 16) / 65_536)
    values[index] = Math.round(size * level * use)
  }
  const hourly = withGaps(values, grid, options.gap)
  if (options.intervalMinutes !== DAY_MINUTES)
    return { startsAt: grid.from, intervalMinutes: 60, values: hourly }
  const days = new Array<number | null>(grid.days).fill(0)
  for (let index = 0; index < grid.hours; index += 1) {
    const day = grid.day[index] ?? 0
    const [sum, value] = [days[day] ?? null, hourly[index] ?? null]
    days[day] = sum === null || value === null ? null : sum + value
  }
  return { startsAt: grid.from, intervalMinutes: DAY_MINUTES, values: days }
}
