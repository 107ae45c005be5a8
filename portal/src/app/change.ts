import type { Format } from './format.ts'

/** Returns the change in percent; null if there is nothing to compare with. */
export function percentMore(now: number, before: number | null | undefined): number | null {
  return before && before > 0 ? (100 * (now - before)) / before : null
}

/** For sentences that compare: `direction` is more, less or same (what rounds to nothing); `percent` has no sign. */
export function changeValues(percent: number, format: Format) {
  const rounded = Math.round(percent)
  const direction = rounded > 0 ? 'more' : rounded < 0 ? 'less' : 'same'
  return { direction, percent: format.percent(Math.abs(rounded)) }
}
