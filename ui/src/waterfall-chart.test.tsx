import fc from 'fast-check'
import { render } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { WaterfallChart } from './waterfall-chart.tsx'
import { WATERFALL_WIDTH, waterfallLayout } from './waterfall-layout.ts'

const html = render(
  <WaterfallChart
    id="why"
    title="From <last> year"
    description="The weather was most of it."
    first={{ label: 'Last year', amount: '$100.00', value: 10_000 }}
    steps={[
      { key: 'weather', label: 'Weather', amount: '+$9.00', change: 900 },
      { key: 'use', label: 'Use', amount: '−$2.00', change: -200 },
    ]}
    last={{ label: 'This bill', amount: '$107.00' }}
  />,
)

test('has a name, a description, every label and amount, and nothing that the content policy refuses', () => {
  expect(html).toContain('<title id="why-title">From &lt;last> year</title>')
  expect(html).toContain('role="img"')
  for (const text of ['Last year', '$100.00', 'Weather', '+$9.00', '−$2.00', 'This bill', '$107.00'])
    expect(html).toContain(text)
  expect(html).not.toMatch(/\sstyle=|<style|<script|\son\w+=|NaN|undefined/)
})

test('tells an increase from a decrease without color', () => {
  expect(html.match(/class="bar-chart-now"/g)).toHaveLength(1)
  expect(html.match(/fill="url\(#why-stripes\)"/g)).toHaveLength(1)
})

test('draws any changes inside its frame, each beginning where the one before ended', () => {
  const change = fc.integer({ min: -1_000_000, max: 1_000_000 })
  fc.assert(
    fc.property(change, fc.array(fc.record({ change }), { maxLength: 8 }), (start, steps) => {
      const { rows, first, last, height } = waterfallLayout(start, steps)
      let end = first.x
      for (const [index, row] of rows.entries()) {
        const right = row.bar.x + row.bar.width
        expect(row.bar.x).toBeGreaterThanOrEqual(0)
        expect(right).toBeLessThanOrEqual(WATERFALL_WIDTH)
        const isDown = (steps[index]?.change ?? 0) < 0
        expect(Math.abs((isDown ? right : row.bar.x) - end)).toBeLessThanOrEqual(0.5)
        end = row.end
        expect(row.y).toBeLessThan(height)
      }
      expect(last.x).toBe(end)
    }),
  )
})
