import { ChartStripes } from './chart-stripes.tsx'
import { ROW_HEIGHT, WATERFALL_WIDTH, type WaterfallStep, waterfallLayout } from './waterfall-layout.ts'

export type WaterfallChartProps = {
  /** Unique on the page. */
  id: string
  title: string
  /** What the chart shows, in a sentence: the answer, not the drawing. */
  description: string
  first: { label: string; amount: string; value: number }
  steps: readonly WaterfallStep[]
  last: { label: string; amount: string }
}

/**
 * The way from one amount to another in changes, row by row, as SVG without script. An increase is filled and points to the
 * right, a decrease is striped and points to the left, and each row has its amount, so nothing depends on color. A `ChartTable`
 * with the same figures belongs beside it.
 */
export function WaterfallChart({ id, title, description, first, steps, last }: WaterfallChartProps) {
  const layout = waterfallLayout(first.value, steps)
  const row = (label: string, amount: string, middle: number) => (
    <>
      <text class="waterfall-label" x="0" y={middle + 4}>
        {label}
      </text>
      <text class="waterfall-amount" x={WATERFALL_WIDTH} y={middle + 4}>
        {amount}
      </text>
    </>
  )
  const mark = ({ x, y }: { x: number; y: number }) => (
    <path class="waterfall-mark" d={`M${x} ${y - 7}l5 7-5 7-5-7z`} />
  )
  const link = (x: number, from: number, to: number) => (
    <line class="bar-chart-line" x1={x} x2={x} y1={from} y2={to} />
  )
  return (
    <figure class="bar-chart waterfall">
      <svg
        viewBox={`0 0 ${WATERFALL_WIDTH} ${layout.height}`}
        role="img"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-description`}
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-description`}>{description}</desc>
        <ChartStripes id={id} />
        {row(first.label, first.amount, layout.first.y)}
        {link(layout.first.x, layout.first.y, layout.first.y + ROW_HEIGHT)}
        {steps.map(({ key, label, amount, change }, index) => {
          const at = layout.rows[index]
          if (!at) return null
          const middle = at.y + ROW_HEIGHT / 2
          return (
            <g key={key}>
              {row(label, amount, middle)}
              {link(at.end, middle, middle + ROW_HEIGHT)}
              <rect
                class={change < 0 ? 'bar-chart-before' : 'bar-chart-now'}
                {...(change < 0 ? { fill: `url(#${id}-stripes)` } : {})}
                {...at.bar}
              />
            </g>
          )
        })}
        {row(last.label, last.amount, layout.last.y)}
        {mark(layout.first)}
        {mark(layout.last)}
      </svg>
    </figure>
  )
}
