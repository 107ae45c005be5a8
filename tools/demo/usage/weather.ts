import type { CalendarDay } from '@porchlight/server/features/usage/calendar-day.ts'
import { normal } from './seeded-random.ts'

/** Where homes are: enough of a climate for their use to have seasons. Degrees Celsius. */
export interface Climate {
  /** Mean of the year. */
  readonly meanC: number
  /** Warmest day of the mean year above it. */
  readonly seasonC: number
  /** Warmest hour of a clear day above the day's mean. */
  readonly dayC: number
  /** Standard deviation of a day about the season. */
  readonly spreadC: number
  /** Degrees north; south of the equator, below 0, the seasons are turned. */
  readonly latitude: number
}

/** Warm summers and cool winters, as inland California has them. */
export const MILD_CLIMATE: Climate = { meanC: 16, seasonC: 9, dayC: 6, spreadC: 3, latitude: 37 }

/** The weather of consecutive days; index 0 is the first day asked for. */
export interface Weather {
  readonly meanC: Float64Array
  /** 0 clear to 1 overcast. */
  readonly cloud: Float64Array
}

const MEMORY = 12
const WARMEST_DAY = 201 // 20 July, a month after the longest day

/**
 * Makes up the weather of `count` days from a day on: the season, and warm, cold, clear and gray spells that last some days
 * (each day depends on the last twelve: correlation of about 0.75 for warmth, 0.5 for cloud, from day to day).
 * Homes with the same seed have the same weather. Pure: a day is the same in every period that contains it.
 */
export function weather(seed: number, first: CalendarDay, count: number, climate: Climate): Weather {
  const meanC = new Float64Array(count)
  const cloud = new Float64Array(count)
  const warmth = spells(seed, first, count, 0.75)
  const cover = spells(seed ^ 0x2545f491, first, count, 0.5)
  const turned = climate.latitude < 0 ? 182.6 : 0
  for (let index = 0; index < count; index += 1) {
    const season = Math.cos(((first + index - WARMEST_DAY - turned) * 2 * Math.PI) / 365.2425)
    meanC[index] = climate.meanC + climate.seasonC * season + climate.spreadC * (warmth[index] ?? 0)
    // Grayer in winter; a logistic keeps it between clear and overcast.
    cloud[index] = 1 / (1 + Math.exp(1.1 + 0.7 * season - 1.4 * (cover[index] ?? 0)))
  }
  return { meanC, cloud }
}

/** Normal numbers. Each has its own random part and `keep` of the previous day's number (cut after twelve days). */
function spells(seed: number, first: CalendarDay, count: number, keep: number): Float64Array {
  const chance = new Float64Array(count + MEMORY)
  for (let index = 0; index < chance.length; index += 1) chance[index] = normal(seed, first + index - MEMORY)
  const weights = Array.from({ length: MEMORY + 1 }, (_, age) => keep ** age)
  const scale = 1 / Math.hypot(...weights)
  const out = new Float64Array(count)
  for (let index = 0; index < count; index += 1) {
    let sum = 0
    for (let age = 0; age <= MEMORY; age += 1)
      sum += (weights[age] ?? 0) * (chance[index + MEMORY - age] ?? 0)
    out[index] = sum * scale
  }
  return out
}

/** How warm each hour is beside the day's mean, from -1 to 1: coldest at 4, warmest at 16. */
export const HOUR_WARMTH: readonly number[] = Array.from({ length: 24 }, (_, hour) =>
  Math.cos(((hour - 16) * 2 * Math.PI) / 24),
)
