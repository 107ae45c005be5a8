/** How failed attempts are retried: the wait doubles from the first to the longest. */
export type RetryPolicy = {
  /** After this many failures retries stop, and a person is asked to look into it. */
  mostAttempts: number
  firstMs: number
  longestMs: number
}

/**
 * Returns how long to wait before the next attempt, in milliseconds. A random half is taken off, so that what failed together is
 * not retried together.
 * @param attempts failed attempts so far, from 1
 * @param random from 0 up to 1
 */
export function waitMs(
  { firstMs, longestMs }: Pick<RetryPolicy, 'firstMs' | 'longestMs'>,
  attempts: number,
  random = Math.random(),
): number {
  const whole = Math.min(longestMs, firstMs * 2 ** Math.min(attempts - 1, 30))
  return Math.round(whole * (1 - random / 2))
}
