import { towns } from '../accounts/street-lists.ts'
import type { DemoContext } from '../demo-context.ts'
import { dateText } from '../demo-window.ts'
import { HOUR_WARMTH, weather } from './weather.ts'

/** The weather that all homes of the demo share (`ShapeOptions.weatherSeed`). */
const SEED = 1
const WARMEST = Math.max(...HOUR_WARMTH)
const COLDEST = Math.min(...HOUR_WARMTH)

/** Adds the weather that made the demo's usage what it is: each town's days, from the first with usage until yesterday. */
export function addWeather({ rows, window }: DemoContext): void {
  const { firstDay, today } = window
  for (const [{ division, climate }] of towns) {
    const { meanC, cloud } = weather(SEED, firstDay, today - firstDay, climate)
    for (const [index, mean] of meanC.entries()) {
      const swing = climate.dayC * (1 - 0.5 * (cloud[index] ?? 0))
      rows.add(
        'weather_days',
        division,
        dateText(firstDay + index),
        tenth(mean),
        tenth(mean + swing * WARMEST),
        tenth(mean + swing * COLDEST),
      )
    }
  }
}

const tenth = (celsius: number) => Math.round(celsius * 10) / 10
