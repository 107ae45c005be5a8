import { type ChartScale, chartScale } from './chart-scale.ts'

/** Units of the viewBox: at 320 px a unit is about a pixel; wider charts set their text smaller (bar-chart.css). */
export const CHART_WIDTH = 340
export const CHART_HEIGHT = 210
const TOP = 22
const BOTTOM = 24
const END = 4
/** Width of a letter on the axis, on a phone and in charts from 480 px (bar-chart.css), and the gap between two labels. */
const LETTER = 7.6
const LETTER_WIDE = 5.3
const GAP = 7

export type BarBox = { readonly x: number; readonly width: number }

export type BarChartLayout = {
  readonly scale: ChartScale
  /** The plot: where its bars begin and end, and its height from `top` down to `bottom`. */
  readonly start: number
  readonly end: number
  readonly top: number
  readonly bottom: number
  /** From the start of one bar's place to the next. */
  readonly slot: number
  /** Every how many bars have room for their label: on a phone, and on a wide screen. The first is a multiple of the second. */
  readonly labelEvery: number
  readonly labelEveryWide: number
  readonly y: (value: number) => number
  readonly slotX: (index: number) => number
  /** The bar of this period; beside it the one before, when there are pairs. */
  readonly now: (index: number) => BarBox
  readonly before: (index: number) => BarBox
}

type LayoutInput = {
  readonly values: readonly number[]
  readonly labels: readonly string[]
  readonly paired: boolean
  readonly formatTick: (value: number) => string
}

const round = (value: number) => Math.round(value * 100) / 100

/** Computes the position of every part of a bar chart, in units of its viewBox. */
export function barChartLayout({ values, labels, paired, formatTick }: LayoutInput): BarChartLayout {
  const scale = chartScale(Math.max(0, ...values))
  const start = Math.ceil(Math.max(...scale.ticks.map((tick) => formatTick(tick).length)) * LETTER) + 8
  const end = CHART_WIDTH - END
  const [top, bottom] = [TOP, CHART_HEIGHT - BOTTOM]
  const slot = (end - start) / Math.max(1, labels.length)
  // A chart of few bars keeps them slim: 36 units at most.
  const inner = Math.min(slot * 0.78, paired ? 64 : 36)
  const bar = paired ? inner / 2 : inner
  const slotX = (index: number) => round(start + index * slot)
  const first = (index: number) => start + index * slot + (slot - inner) / 2
  const longest = Math.max(1, ...labels.map((label) => label.length))
  const every = (letter: number) => Math.max(1, Math.ceil((longest * letter + GAP) / slot))
  const labelEveryWide = every(LETTER_WIDE)
  return {
    scale,
    start,
    end,
    top,
    bottom,
    slot: round(slot),
    labelEvery: Math.ceil(every(LETTER) / labelEveryWide) * labelEveryWide,
    labelEveryWide,
    y: (value) => round(bottom - ((bottom - top) * Math.max(0, value)) / scale.top),
    slotX,
    now: (index) => ({ x: round(first(index) + (paired ? bar : 0)), width: round(bar) }),
    before: (index) => ({ x: round(first(index)), width: round(bar) }),
  }
}
