import { uniform } from './usage/seeded-random.ts'

/** A value and its relative frequency. */
export type Weight<T> = readonly [value: T, weight: number]

/** A seeded random generator: the same seed gives the same demo. */
export class DemoRandom {
  #drawn = 0

  constructor(readonly seed: number) {}

  /** From 0 up to 1. */
  next(): number {
    this.#drawn += 1
    return uniform(this.seed, this.#drawn)
  }

  /** Returns a whole number between both ends, inclusive. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1))
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  pick<T>(list: readonly T[]): T {
    const value = list[Math.floor(this.next() * list.length)]
    if (value === undefined) throw new RangeError('nothing to pick from')
    return value
  }

  weighted<T>(weights: readonly Weight<T>[]): T {
    let rest = this.next() * weights.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [value, weight] of weights) {
      rest -= weight
      if (rest < 0) return value
    }
    throw new RangeError('nothing to pick from')
  }

  /** Digits as text, with leading zeros. */
  digits(count: number): string {
    let text = ''
    while (text.length < count) text += Math.floor(this.next() * 10)
    return text
  }
}
