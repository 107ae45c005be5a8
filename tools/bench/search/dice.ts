import { mix } from '../../demo/usage/seeded-random.ts'

/** Random choices that depend only on two numbers, so that any household can be generated again by itself. */
export class Dice {
  #seed: number
  #thrown = 0

  constructor(seed: number, index: number) {
    this.#seed = mix(seed, index)
  }

  /** Returns a number from 0 up to 1, 1 excluded. */
  next(): number {
    this.#thrown += 1
    return mix(this.#seed, this.#thrown) / 4_294_967_296
  }

  /** Returns a whole number from 0 up to `end`, `end` excluded. */
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
