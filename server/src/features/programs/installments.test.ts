import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, firstWithDay } from './calendar.ts'
import { installments, outcomeOf, paidSince, progressOf, split } from './installments.ts'
import { roundUpCents } from './kinds/charity-round-up.ts'

const cents = fc.integer({ min: 1, max: 100_000_00 })
const count = fc.integer({ min: 2, max: 24 })
const date = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10))

test('installments sum to the whole to the cent, differ by one cent at most, and follow month by month', () => {
  fc.assert(
    fc.property(cents, count, date, (total, parts, first) => {
      const amounts = split(total, parts)
      expect(amounts.reduce((sum, one) => sum + one, 0)).toBe(total)
      expect(Math.max(...amounts) - Math.min(...amounts)).toBeLessThanOrEqual(1)
      const dates = installments(total, parts, first).map(({ on }) => on)
      expect(dates).toEqual([...new Set(dates)].sort())
      expect(dates[0]).toBe(first)
    }),
  )
  expect(split(100_00, 3)).toEqual([33_34, 33_33, 33_33])
  expect(installments(10_000, 2, '2026-12-31').map(({ on }) => on)).toEqual(['2026-12-31', '2027-01-31'])
})

test('paid and open amounts sum to the whole; what is paid is never asked for again', () => {
  fc.assert(
    fc.property(cents, count, fc.integer({ min: 0, max: 200_000_00 }), (total, parts, paid) => {
      const plan = installments(total, parts, '2026-01-31')
      const { totalCents, paidCents, next } = progressOf(plan, paid)
      expect(totalCents).toBe(total)
      expect(next === null).toBe(paid >= total)
      const later = plan.filter(({ on }) => next !== null && on > next.on)
      const open = (next?.amountCents ?? 0) + later.reduce((sum, { amountCents }) => sum + amountCents, 0)
      expect(paidCents + open).toBe(total)
    }),
  )
})

describe('an arrangement of $30 in three installments with five days of grace', () => {
  const plan = installments(3000, 3, '2026-01-10')
  test.each([
    [0, '2026-01-10', 'active'],
    [0, '2026-01-15', 'active'],
    [0, '2026-01-16', 'broken'],
    [1000, '2026-02-15', 'active'],
    [999, '2026-01-16', 'broken'],
    [1999, '2026-02-16', 'broken'],
    [3000, '2026-01-11', 'completed'],
    [5000, '2030-01-01', 'completed'],
  ] as const)('with %i cents paid it is on %s %s', (paid, today, outcome) => {
    expect(outcomeOf(progressOf(plan, paid), today, 5)).toBe(outcome)
  })
})

test('a payment before the agreement does not count, even on the same day', () => {
  const payments = [
    { paymentId: 7, receivedOn: '2026-01-10', amountCents: 500 },
    { paymentId: 8, receivedOn: '2026-01-10', amountCents: 600 },
    // Imported later, but received before.
    { paymentId: 9, receivedOn: '2026-01-09', amountCents: 700 },
  ]
  expect(paidSince(payments, { startedOn: '2026-01-10', afterPaymentId: 7 })).toBe(600)
  expect(paidSince(payments, { startedOn: '2026-01-10', afterPaymentId: null })).toBe(1100)
})

test('a day of the month is the first one from a date on, at most a month later', () => {
  fc.assert(
    fc.property(date, fc.integer({ min: 1, max: 28 }), (from, day) => {
      const on = firstWithDay(from, day)
      expect(Number(on.slice(8))).toBe(day)
      expect(on >= from && on < `${addMonths(from, 1)}x`).toBe(true)
      expect(addDays(on, -31) < from).toBe(true)
    }),
  )
})

test('a bill is rounded up to a whole amount, never by a whole one', () => {
  fc.assert(
    fc.property(cents, (bill) => {
      const added = roundUpCents(bill)
      expect((bill + added) % 100).toBe(0)
      expect(added).toBeLessThan(100)
    }),
  )
  expect([roundUpCents(10_775), roundUpCents(-250), roundUpCents(100)]).toEqual([25, 0, 0])
})
