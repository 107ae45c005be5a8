import type { Dice } from './dice.ts'

/** Draws from a long list by weight in constant time (Vose's alias method). */
export class WeightedList<T> {
  readonly #share: Float64Array
  readonly #alias: Int32Array

  constructor(
    readonly values: readonly T[],
    weights: readonly number[],
  ) {
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    this.#share = Float64Array.from(weights, (weight) => (weight * values.length) / total)
    this.#alias = new Int32Array(values.length)
    const [small, large]: [number[], number[]] = [[], []]
    for (const [at, share] of this.#share.entries()) (share < 1 ? small : large).push(at)
    for (;;) {
      const [poor, rich] = [small.pop(), large.at(-1)]
      if (poor === undefined || rich === undefined) break
      this.#alias[poor] = rich
      const left = (this.#share[rich] ?? 0) + (this.#share[poor] ?? 0) - 1
      this.#share[rich] = left
      if (left < 1) small.push(large.pop() ?? rich)
    }
    for (const at of [...small, ...large]) this.#share[at] = 1
  }

  draw(dice: Dice): T {
    const at = dice.below(this.values.length)
    const value = this.values[dice.next() < (this.#share[at] ?? 1) ? at : (this.#alias[at] ?? at)]
    if (value === undefined) throw new RangeError('nothing to draw from')
    return value
  }
}
