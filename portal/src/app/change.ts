import type { Format } from './format.ts'

/** Returns the change in percent; null if there is nothing to compare with. */
export function percentMore(now: number, before: number | null | undefined): number | null {
  return before && before > 0 ? (100 * (now - before)) / before : null
}

/** Returns the values of a sentence that compares: `direction` (more, less, or same if it rounds to 0) and `percent` without a sign. */
export function changeValues(percent: number, format: Format) {
  const rounded = Math.round(percent)
  const direction = rounded > 0 ? 'more' : rounded < 0 ? 'less' : 'same'
  return { direction, percent: format.percent(Math.abs(rounded)) }
}
