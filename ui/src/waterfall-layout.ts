/** Units of the viewBox: at 320 px a unit is about a pixel. */
export const WATERFALL_WIDTH = 340
export const ROW_HEIGHT = 26
/** Where the bars are: between the labels and the amounts. */
const START = 104
const END = 262
const BAR_HEIGHT = 14

export type WaterfallStep = {
  key: string
  /** On the left, short: "Weather". */
  label: string
  /** On the right: "+$4.20". */
  amount: string
  /** The change in any unit; the first step starts from `start`. */
  change: number
}

export type WaterfallRow = {
  /** The top of the row. */
  y: number
  /** From the value before the change to the one after it. */
  bar: { x: number; width: number; y: number; height: number }
  /** Where the value after the change is: the next row begins there. */
  end: number
}

const round = (value: number) => Math.round(value * 100) / 100

/**
 * Computes the rows of a waterfall from a value through changes to another one. The scale covers only the values that are
 * passed, so that small changes of a large amount can be seen; the amounts themselves are therefore marks and no bars.
 */
export function waterfallLayout(start: number, steps: readonly { change: number }[]) {
  const values = [start]
  for (const { change } of steps) values.push((values.at(-1) ?? start) + change)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const x = (value: number) =>
    round(high > low ? START + ((END - START) * (value - low)) / (high - low) : (START + END) / 2)
  const rows: WaterfallRow[] = steps.map((_, index) => {
    const [from, to] = [x(values[index] ?? start), x(values[index + 1] ?? start)]
    const y = (index + 1) * ROW_HEIGHT
    return {
      y,
      // A change of one cent is still a line.
      bar: {
        x: Math.min(from, to),
        width: Math.max(0.5, round(Math.abs(to - from))),
        y: y + (ROW_HEIGHT - BAR_HEIGHT) / 2,
        height: BAR_HEIGHT,
      },
      end: to,
    }
  })
  return {
    rows,
    height: (steps.length + 2) * ROW_HEIGHT,
    first: { x: x(start), y: ROW_HEIGHT / 2 },
    last: { x: x(values.at(-1) ?? start), y: (steps.length + 1.5) * ROW_HEIGHT },
  }
}
