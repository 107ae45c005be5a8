import type { CalendarDay } from '@porchlight/server/features/usage/calendar-day.ts'

/**
 * Returns the sunlight on a roof by hour of the solar day, from 0 to 1 of full sun, under a clear sky: the sine of the sun's height
 * through the air it must pass, at the middle of each hour (declination by Cooper's formula, 1969).
 * @param latitude degrees north. @returns a function whose array is reused for the next day.
 */
export function sunlight(latitude: number): (day: CalendarDay) => Float64Array {
  const hours = new Float64Array(24)
  const turn = (latitude * Math.PI) / 180
  return (day) => {
    const declination = 0.4093 * Math.sin(((day - 80) * 2 * Math.PI) / 365.2425)
    const noon = Math.sin(turn) * Math.sin(declination)
    const swing = Math.cos(turn) * Math.cos(declination)
    for (let hour = 0; hour < 24; hour += 1) {
      const height = noon + swing * (HOUR_ANGLE[hour] ?? 0)
      // Panels lean to the equator: a low winter sun loses less than on flat ground.
      hours[hour] = height > 0 ? 0.82 * (0.75 * height + 0.25 * Math.sqrt(height)) : 0
    }
    return hours
  }
}

const HOUR_ANGLE: readonly number[] = Array.from({ length: 24 }, (_, hour) =>
  Math.cos(((hour + 0.5 - 12) * 2 * Math.PI) / 24),
)
