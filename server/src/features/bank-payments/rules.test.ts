import { describe, expect, test } from 'vitest'
import { addDays, bankingDayFrom, bankOutcomeOf } from './rules.ts'

describe('the next day on which banks move money', () => {
  test.each([
    ['a Wednesday', '2026-12-02', '2026-12-02'],
    ['a Saturday', '2026-12-05', '2026-12-07'],
    ['a Sunday', '2026-12-06', '2026-12-07'],
    ['Thanksgiving', '2026-11-26', '2026-11-27'],
    ['Christmas, before a weekend', '2026-12-25', '2026-12-28'],
    ['New Year, on a Friday', '2027-01-01', '2027-01-04'],
    ['Independence Day on a Sunday: the Monday too', '2027-07-04', '2027-07-06'],
    ['Independence Day on a Saturday: no other day', '2026-07-03', '2026-07-03'],
    ['Martin Luther King Day', '2027-01-18', '2027-01-19'],
    ['Presidents’ Day', '2027-02-15', '2027-02-16'],
    ['Memorial Day', '2027-05-31', '2027-06-01'],
    ['Juneteenth', '2026-06-19', '2026-06-22'],
    ['Labor Day', '2026-09-07', '2026-09-08'],
    ['Columbus Day', '2026-10-12', '2026-10-13'],
    ['Veterans Day', '2026-11-11', '2026-11-12'],
  ])('%s', (_, day, expected) => expect(bankingDayFrom(day)).toBe(expected))

  test('is at most four days away, and never a weekend', () => {
    for (let day = '2026-01-01'; day < '2036-01-01'; day = addDays(day, 1)) {
      const taken = bankingDayFrom(day)
      expect(taken >= day && taken <= addDays(day, 4)).toBe(true)
      expect([0, 6]).not.toContain(new Date(`${taken}T00:00:00Z`).getUTCDay())
    }
  })
})

test.each([
  ['scheduled', false, null, 'scheduled'],
  ['pending', false, null, 'waiting'],
  ['processing', true, null, 'paid'],
  ['completed', true, null, 'paid'],
  ['completed', true, 'returned', 'returned'],
  ['completed', true, 'refunded', 'reversed'],
  ['rejected', false, null, 'refused'],
  ['discarded', false, null, 'canceled'],
])('a payment that is %s (paid: %s, taken back: %s) is %s', (state, isPaid, reversal, outcome) =>
  expect(bankOutcomeOf({ state, isPaid, reversal })).toBe(outcome),
)
