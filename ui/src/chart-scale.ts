/** An axis from 0 to a round number at or above the greatest value, with at most `count` round steps to it. */
export type ChartScale = {
  readonly top: number
  /** The values of the grid lines, including 0 and the top. */
  readonly ticks: readonly number[]
}

/** Steps of 1, 2, 2.5 or 5 times a power of ten, so that the figures on the axis are read at a glance. */
export function chartScale(greatest: number, count = 4): ChartScale {
  if (!(greatest > 0) || !Number.isFinite(greatest)) return { top: 1, ticks: [0, 1] }
  const rough = greatest / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((round) => round * power >= rough * (1 - 1e-9)) ?? 10) * power
  const steps = Math.max(1, Math.ceil(greatest / step - 1e-9))
  // Multiplied, then cleaned of what binary fractions leave behind (3 × 0.1).
  const ticks = Array.from({ length: steps + 1 }, (_, index) => Number((index * step).toPrecision(12)))
  return { top: ticks.at(-1) ?? 1, ticks }
}
