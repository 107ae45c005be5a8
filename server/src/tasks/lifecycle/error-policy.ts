/** How a failed attempt is tried again: doubling from the first wait to the longest, a random half off each. */
export type ErrorPolicy = {
  /** After so many failures the task is in error, and somebody is asked to look into it. */
  mostAttempts: number
  firstMs: number
  longestMs: number
}

/** What somebody waits for: five attempts in some minutes. */
export const soonOrNever: ErrorPolicy = { mostAttempts: 5, firstMs: 2_000, longestMs: 120_000 }

/** What may take its time: a dozen attempts in about six hours. */
export const patiently: ErrorPolicy = { mostAttempts: 12, firstMs: 10_000, longestMs: 60 * 60_000 }

/** Milliseconds to wait after so many failed attempts, from 1. */
export function waitMs({ firstMs, longestMs }: ErrorPolicy, attempts: number, random = Math.random()) {
  const whole = Math.min(longestMs, firstMs * 2 ** Math.min(attempts - 1, 30))
  return Math.round(whole * (1 - random / 2))
}
