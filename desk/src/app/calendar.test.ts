import { expect, test } from 'vitest'
import { daysBefore, todayIn } from './calendar.ts'

test('today is the utility’s day: in the evening in Los Angeles it is not yet tomorrow', () => {
  const evening = Date.parse('2026-03-11T02:30:00Z')
  expect(todayIn('America/Los_Angeles', evening)).toBe('2026-03-10')
  expect(todayIn('UTC', evening)).toBe('2026-03-11')
})

test.each([
  ['2026-03-10', 27, '2026-02-11'],
  ['2024-03-01', 1, '2024-02-29'],
  ['2026-01-01', 0, '2026-01-01'],
])('%s less %i days is %s', (day, count, before) => {
  expect(daysBefore(day, count)).toBe(before)
})
