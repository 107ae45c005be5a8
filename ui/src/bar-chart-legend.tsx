import type { Bar } from './bar.ts'

/** The names of the kinds of bars, in the legend and for screen readers. */
export type BarChartLabels = {
  now: string
  /** Names the second series; without it, the chart leaves that series out. */
  before?: string | undefined
  noData: string
  partial?: string | undefined
}

export type BarChartLegendProps = {
  /** The id of the chart. The legend shows the chart's own stripes. */
  id: string
  bars: readonly Bar[]
  labels: BarChartLabels
}

/** Explains the kinds of bars in a chart, and only those that the chart contains. */
export function BarChartLegend({ id, bars, labels }: BarChartLegendProps) {
  const gaps = bars.some((bar) => bar.value === null || (labels.before !== undefined && bar.before == null))
  const partial = bars.some((bar) => bar.partial && bar.value !== null)
  const kinds = [
    { kind: 'before', label: labels.before },
    { kind: 'now', label: labels.now },
    { kind: 'now bar-chart-partial', label: partial ? labels.partial : undefined },
    { kind: 'gap', label: gaps ? labels.noData : undefined },
  ]
  return (
    <ul class="bar-chart-legend">
      {kinds.map(({ kind, label }) =>
        label === undefined ? null : (
          <li key={kind}>
            <svg viewBox="0 0 14 14" aria-hidden="true">
              <rect
                class={`bar-chart-${kind}`}
                x="1"
                y="1"
                width="12"
                height="12"
                {...(kind === 'before' ? { fill: `url(#${id}-stripes)` } : {})}
              />
            </svg>
            {label}
          </li>
        ),
      )}
    </ul>
  )
}
