import fc from 'fast-check'
import { render } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import type { Bar } from './bar.ts'
import { BarChart, type BarChartProps } from './bar-chart.tsx'
import { barChartLayout, CHART_HEIGHT, CHART_WIDTH } from './bar-chart-layout.ts'
import { chartScale } from './chart-scale.ts'
import { ChartTable } from './chart-table.tsx'

const BARS: Bar[] = [
  { key: 'a', label: 'Jan', name: 'January: 400 & more', value: 400, before: 350, href: '/usage?month=1' },
  { key: 'b', label: 'Feb', name: 'February: no data', value: null, before: 300 },
  { key: 'c', label: 'Mar', name: 'March: 120, so far', value: 120, before: null, partial: true },
]
const chart = (props: Partial<BarChartProps> = {}) =>
  render(
    <BarChart
      id="use"
      title="Use by month"
      description="January was highest."
      bars={BARS}
      labels={{ now: 'This year', before: 'Last year', noData: 'No data', partial: 'Part of the month' }}
      axisLabel="kWh"
      formatTick={(value) => `${value}`}
      {...props}
    />,
  )
const count = (html: string, part: string) => html.split(part).length - 1

describe('a bar chart', () => {
  it('has a name, a description, and no style or script that the policy would refuse', () => {
    const html = chart()
    expect(html).toContain('<title id="use-title">Use by month</title>')
    expect(html).toContain('<desc id="use-description">January was highest.</desc>')
    expect(html).toContain('aria-labelledby="use-title"')
    expect(html).not.toMatch(/\sstyle=|<style|<script|\son\w+=|NaN|undefined/)
    expect(html).toContain('patternUnits="userSpaceOnUse"')
  })

  it('is a group with named links if bars have an href, and an image if none has', () => {
    expect(chart()).toContain('role="group"')
    expect(chart()).toMatch(
      /<a class="bar-chart-link" href="\/usage\?month=1" aria-label="January: 400 &amp; more">/,
    )
    expect(count(chart(), '<a ')).toBe(1)
    expect(chart({ bars: BARS.map((bar) => ({ ...bar, href: undefined })) })).toContain('role="img"')
  })

  it('marks missing and partial periods, and explains the marks in the legend', () => {
    const html = chart()
    expect(count(html, 'class="bar-chart-gap"')).toBe(3) // February, March before, the legend
    expect(count(html, 'bar-chart-partial')).toBe(2)
    expect(html).toContain('No data')
    expect(html).toContain('Part of the month')
    const [whole] = BARS
    expect(chart({ bars: whole ? [whole] : [] })).not.toContain('No data')
  })

  it('omits the second series if it has no label', () => {
    const html = chart({ labels: { now: 'Use', noData: 'No data' } })
    expect(html).not.toContain('bar-chart-before')
    expect(html).not.toContain('<pattern')
  })

  it('keeps every bar inside, whatever the values', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: 0, noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 40 }),
        fc.boolean(),
        (values, paired) => {
          const labels = values.map((_, index) => `${index + 1}`)
          const layout = barChartLayout({ values, labels, paired, formatTick: (tick) => tick.toPrecision(3) })
          values.forEach((value, index) => {
            const { x, width } = layout.now(index)
            expect(layout.y(value)).toBeGreaterThanOrEqual(layout.top - 0.01)
            expect(layout.y(value)).toBeLessThanOrEqual(CHART_HEIGHT)
            expect(x).toBeGreaterThan(layout.start - 0.01)
            expect(x + width).toBeLessThanOrEqual(CHART_WIDTH)
            expect(width).toBeGreaterThan(0)
          })
        },
      ),
    )
  })

  it('thins the labels of a month of days, and renders without bars', () => {
    const days = Array.from({ length: 31 }, (_, day) => ({
      key: `${day}`,
      label: `${day + 1}`,
      name: `${day + 1}`,
      value: day,
    }))
    const shown = count(chart({ bars: days }), 'class="bar-chart-label"')
    expect(shown).toBeGreaterThan(7)
    expect(shown).toBeLessThan(17)
    expect(chart({ bars: [] })).toContain('<svg')
  })
})

describe('the scale', () => {
  it('is round and just above the greatest value', () => {
    expect(chartScale(412).ticks).toEqual([0, 200, 400, 600])
    expect(chartScale(0.35).ticks).toEqual([0, 0.1, 0.2, 0.3, 0.4])
    expect(chartScale(10).ticks).toEqual([0, 2.5, 5, 7.5, 10])
    expect(chartScale(0).ticks).toEqual([0, 1])
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (greatest) => {
        const { top, ticks } = chartScale(greatest)
        expect(top).toBeGreaterThanOrEqual(greatest * (1 - 1e-6))
        expect(top).toBeLessThanOrEqual(greatest * 2.51)
        expect(ticks.length).toBeLessThanOrEqual(5)
      }),
    )
  })
})

describe('the table behind', () => {
  it('has a caption, headers for columns and rows, and the same links', () => {
    const html = render(
      <ChartTable
        summary="Figures"
        caption="Use by month"
        columns={['Month', 'This year', 'Last year']}
        rows={[{ key: 'a', header: 'January', href: '/usage?month=1', cells: ['400 kWh', 'No data'] }]}
      />,
    )
    expect(html).toContain('<details class="chart-table"><summary>Figures</summary>')
    expect(html).toContain('<caption>Use by month</caption>')
    expect(count(html, 'scope="col"')).toBe(3)
    expect(html).toContain(
      '<th scope="row"><a href="/usage?month=1">January</a></th><td>400 kWh</td><td>No data</td>',
    )
  })
})
