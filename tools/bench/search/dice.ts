import { mix } from '../../demo/usage/seeded-random.ts'

/** Random choices that depend on two numbers only, so that each household can be made again alone. */
export class Dice {
  #seed: number
  #thrown = 0

  constructor(seed: number, index: number) {
    this.#seed = mix(seed, index)
  }

  /** From 0 up to 1. */
  next(): number {
    this.#thrown += 1
    return mix(this.#seed, this.#thrown) / 4_294_967_296
  }

  /** A whole number from 0 up to `end`, which is left out. */
  below(end: number): number {
    return Math.floor(this.next() * end)
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  pick<T>(list: readonly T[]): T {
    const value = list[this.below(list.length)]
    if (value === undefined) throw new RangeError('nothing to pick from')
    return value
  }

  digits(count: number): string {
    let text = ''
    while (text.length < count) text += this.below(10)
    return text
  }
}
