/**
 * Randomness without state: the same two numbers always give the same one, so any day of a generated year can be made
 * by itself and agrees with the whole. (The mixing steps are those of MurmurHash3's finalizer, public domain.)
 * @returns an integer from 0 to 2³² - 1.
 */
export function mix(seed: number, index: number): number {
  let hash = Math.imul(seed ^ Math.imul(index, 0x9e3779b1), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  hash ^= hash >>> 16
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) >>> 0
}

/** Returns a number from 0 up to 1. */
export function uniform(seed: number, index: number): number {
  return mix(seed, index) / 4_294_967_296
}

/** Returns a number of about the standard normal distribution, within ±3.5 (a sum of four uniforms). */
export function normal(seed: number, index: number): number {
  const [a, b] = [mix(seed, index), mix(seed ^ 0x5bd1e995, index)]
  const sum = (a & 0xffff) + (a >>> 16) + (b & 0xffff) + (b >>> 16)
  return (sum / 65_536 - 2) * 1.732
}
