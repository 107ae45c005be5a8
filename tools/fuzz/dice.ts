/** Chance that repeats itself: the same seed throws the same numbers on every machine. */
export type Dice = {
  /** Returns a number from 0 up to, and without, 1. */
  next(): number
  /** Returns a whole number from 0 up to, and without, `n`. */
  below(n: number): number
  /** Returns true with this probability. */
  chance(probability: number): boolean
  /** Returns one of a list that is not empty. */
  pick<T>(list: readonly T[]): T
}

/** Makes the dice of a seed (mulberry32). */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (n: number) => Math.floor(next() * n)
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (list) => {
      const one = list[below(list.length)]
      if (one === undefined && list.length === 0) throw new RangeError('an empty list has nothing to pick')
      return one as (typeof list)[number]
    },
  }
}
