const firstMs = 10_000
const longestMs = 60 * 60_000

/** After so many attempts (at one an hour in the end: more than two days) somebody has to look into it. */
export const mostAttempts = 60

/**
 * How long to wait before the next attempt, in milliseconds: doubling from ten seconds to an hour, of which a random half is
 * taken off, so that what failed together is not tried again together.
 * @param attempts how many there have been, from 1
 * @param random from 0 up to 1
 */
export function backoffMs(attempts: number, random: number = Math.random()): number {
  const whole = Math.min(longestMs, firstMs * 2 ** Math.min(attempts - 1, 30))
  return Math.round(whole * (1 - random / 2))
}
