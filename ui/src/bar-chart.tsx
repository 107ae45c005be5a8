import type { Bar } from './bar.ts'
import {
  type BarBox,
  type BarChartLayout,
  barChartLayout,
  CHART_HEIGHT,
  CHART_WIDTH,
} from './bar-chart-layout.ts'
import type { BarChartLabels } from './bar-chart-legend.tsx'
import { BarChartLegend } from './bar-chart-legend.tsx'
import { ChartStripes } from './chart-stripes.tsx'

export type BarChartProps = {
  /** Unique on the page. */
  id: string
  title: string
  /** What the chart shows, in a sentence: the answer, not the drawing. */
  description: string
  bars: readonly Bar[]
  labels: BarChartLabels
  /** The unit of the axis. */
  axisLabel: string
  formatTick: (value: number) => string
}

/**
 * Bars, or pairs of bars (this period and the one before), as SVG without script. What is before is striped and
 * outlined, what is missing is dotted, so nothing depends on color. Bars with an href are links in the order of time.
 * A `ChartTable` with the same figures belongs beside it.
 */
export function BarChart({ id, title, description, bars, labels, axisLabel, formatTick }: BarChartProps) {
  const paired = labels.before !== undefined
  const layout = barChartLayout({
    values: bars.flatMap((bar) => [bar.value ?? 0, (paired && bar.before) || 0]),
    labels: bars.map((bar) => bar.label),
    paired,
    formatTick,
  })
  // A screen reader ignores the children of an image, so a chart with links must be a group.
  const role = bars.some((bar) => bar.href) ? 'group' : 'img'
  return (
    <figure class="bar-chart">
      <svg
        viewBox={`0 0 ${CHART_WIDTH} ${CHART_HEIGHT}`}
        role={role}
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-description`}
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-description`}>{description}</desc>
        {paired && <ChartStripes id={id} />}
        <Axis layout={layout} bars={bars} axisLabel={axisLabel} formatTick={formatTick} />
        {bars.map((bar, index) => (
          <OneBar key={bar.key} id={id} bar={bar} index={index} layout={layout} paired={paired} />
        ))}
      </svg>
      <BarChartLegend id={id} bars={bars} labels={labels} />
    </figure>
  )
}

type AxisProps = Pick<BarChartProps, 'bars' | 'axisLabel' | 'formatTick'> & { layout: BarChartLayout }

function Axis({ layout, bars, axisLabel, formatTick }: AxisProps) {
  const { start, end, bottom, slot, labelEvery, labelEveryWide } = layout
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of SVG without tabindex takes no focus
    <g aria-hidden="true">
      <text class="bar-chart-unit" x="0" y="11">
        {axisLabel}
      </text>
      {layout.scale.ticks.map((tick) => (
        <g key={tick}>
          <line class="bar-chart-line" x1={start} x2={end} y1={layout.y(tick)} y2={layout.y(tick)} />
          <text class="bar-chart-tick" x={start - 5} y={layout.y(tick) + 4}>
            {formatTick(tick)}
          </text>
        </g>
      ))}
      {bars.map((bar, index) =>
        index % labelEveryWide === 0 ? (
          <text
            key={bar.key}
            class={index % labelEvery === 0 ? 'bar-chart-label' : 'bar-chart-label bar-chart-label-between'}
            x={layout.slotX(index) + slot / 2}
            y={bottom + 16}
          >
            {bar.label}
          </text>
        ) : null,
      )}
    </g>
  )
}

type OneBarProps = { id: string; bar: Bar; index: number; layout: BarChartLayout; paired: boolean }

function OneBar({ id, bar, index, layout, paired }: OneBarProps) {
  const { top, bottom, y } = layout
  const rect = (box: BarBox, value: number) => ({ ...box, y: y(value), height: bottom - y(value) })
  const gap = (box: BarBox) => <rect class="bar-chart-gap" {...box} y={top} height={bottom - top} />
  const drawn = (
    <>
      <title>{bar.name}</title>
      <rect class="bar-chart-hit" x={layout.slotX(index)} y={top} width={layout.slot} height={bottom - top} />
      {paired &&
        (bar.before == null ? (
          gap(layout.before(index))
        ) : (
          <rect
            class="bar-chart-before"
            fill={`url(#${id}-stripes)`}
            {...rect(layout.before(index), bar.before)}
          />
        ))}
      {bar.value === null ? (
        gap(layout.now(index))
      ) : (
        <rect
          class={bar.partial ? 'bar-chart-now bar-chart-partial' : 'bar-chart-now'}
          {...rect(layout.now(index), bar.value)}
        />
      )}
    </>
  )
  if (!bar.href) return <g>{drawn}</g>
  return (
    <a class="bar-chart-link" href={bar.href} aria-label={bar.name}>
      {drawn}
    </a>
  )
}
