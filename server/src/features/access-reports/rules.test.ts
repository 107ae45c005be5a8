import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spanOf, stepsOf } from './rules.ts'

test('compares a week with the week before it, day by day', () => {
  const span = spanOf('2026-11-08', '2026-11-14')
  expect(span).toMatchObject({ days: 7, stepDays: 1, beforeFrom: '2026-11-01' })
  if (!span) return
  const steps = stepsOf(span, [
    { step: 0, count: 3 },
    { step: 7, count: 5 },
    { step: 13, count: 1 },
  ])
  expect(steps[0]).toEqual({ from: '2026-11-08', to: '2026-11-08', count: 5, before: 3 })
  expect(steps.at(-1)).toEqual({ from: '2026-11-14', to: '2026-11-14', count: 1, before: 0 })
})

test('counts a quarter by weeks; the last week may be short', () => {
  const span = spanOf('2026-09-01', '2026-10-05')
  expect(span).toMatchObject({ days: 35, stepDays: 7, beforeFrom: '2026-07-28' })
  const short = spanOf('2026-09-01', '2026-10-06')
  expect(short && stepsOf(short, []).at(-1)).toMatchObject({ from: '2026-10-06', to: '2026-10-06' })
})

test('refuses a period that ends before it begins, and more than a year', () => {
  expect(spanOf('2026-11-02', '2026-11-01')).toBeUndefined()
  expect(spanOf('2025-01-01', '2026-11-01')).toBeUndefined()
})

test('the steps of any period follow one another without gap, within the period', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 365 }), (start, length) => {
      const day = (n: number) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10)
      const span = spanOf(day(start), day(start + length))
      if (!span) throw new Error('a period of at most a year')
      const steps = stepsOf(span, [])
      expect(steps[0]?.from).toBe(span.from)
      expect(steps.at(-1)?.to).toBe(span.to)
      for (const [at, step] of steps.entries()) {
        const next = steps[at + 1]
        if (next) expect(Date.parse(next.from) - Date.parse(step.to)).toBe(86_400_000)
      }
    }),
  )
})
