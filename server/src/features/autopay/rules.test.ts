import { expect, test } from 'vitest'
import { amountDue, asksAbove, asksFirst, payOnOf } from './rules.ts'

const bill = { billDate: '2026-05-05', dueDate: '2026-05-26' }

test.each<[number | null, string, string, string]>([
  [null, '2026-05-05', '2026-05-26', 'the due date'],
  [12, '2026-05-05', '2026-05-12', 'a day between bill and due date'],
  [28, '2026-05-05', '2026-05-26', 'a day after the due date counts as the due date'],
  [5, '2026-05-05', '2026-05-05', 'the day of the bill'],
  [4, '2026-05-05', '2026-05-26', 'a day that is over in both months'],
  [12, '2026-05-20', '2026-05-26', 'a chosen day that has passed'],
  [null, '2026-06-02', '2026-06-02', 'a bill that is overdue is paid today'],
])('with day %s on %s it is %s: %s', (day, today, expected, _why) => {
  expect(payOnOf(bill, day, today)).toBe(expected)
})

test('a chosen day in the next month is taken where the due date is later', () => {
  expect(payOnOf({ billDate: '2026-01-20', dueDate: '2026-02-12' }, 3, '2026-01-20')).toBe('2026-02-03')
  expect(payOnOf({ billDate: '2025-12-20', dueDate: '2026-01-12' }, 3, '2025-12-20')).toBe('2026-01-03')
})

test.each([
  [3_053_400, null, 12_000, true],
  [48_001, null, 12_000, true],
  [48_000, null, 12_000, false],
  [10_001, 10_000, null, true],
  [10_000, 10_000, null, false],
  [3_053_400, null, null, false],
])('%d cents with the limit %s and usually %s asks first: %s', (amount, limit, usual, expected) => {
  expect(asksFirst(amount, limit, usual)).toBe(expected)
})

test('the smaller of limit and four times the usual is what it asks above', () => {
  expect([
    asksAbove(10_000, 12_000),
    asksAbove(null, 12_000),
    asksAbove(10_000, null),
    asksAbove(null, null),
  ]).toEqual([10_000, 48_000, 10_000, null])
})

test.each([
  [5_000, 5_000, 0, 5_000],
  [5_000, 3_000, 0, 3_000],
  [5_000, 5_000, 2_000, 3_000],
  [5_000, -200, 0, 0],
  [5_000, 2_000, 5_000, 0],
])('of a bill of %d, with %d owed and %d on its way, %d is paid', (billed, balance, underWay, expected) => {
  expect(amountDue(billed, balance, underWay)).toBe(expected)
})
