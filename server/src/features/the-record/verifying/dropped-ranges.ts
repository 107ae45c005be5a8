/** Leaves that were dropped with their months. */
export class DroppedRanges {
  /** From and up to without, in their order. */
  readonly #ranges: (readonly [from: number, to: number])[]

  /** @param text a multirange as PostgreSQL writes it: `{[0,1200),[1203,1204)}`; null: nothing was dropped */
  constructor(text: string | null) {
    this.#ranges = [...(text ?? '').matchAll(/\[(\d+),(\d+)\)/g)].map(
      ([, from, to]) => [Number(from), Number(to)] as const,
    )
  }

  has(leaf: number): boolean {
    let low = 0
    let high = this.#ranges.length
    while (low < high) {
      const middle = (low + high) >> 1
      const [from, to] = this.#ranges[middle] ?? [0, 0]
      if (leaf < from) high = middle
      else if (leaf >= to) low = middle + 1
      else return true
    }
    return false
  }
}
