import { localClock } from '@porchlight/server/features/usage/local-clock.ts'
import { slotsOfMonth } from '@porchlight/server/features/usage/pack-months.ts'
import { packReadings, unpackReadings } from '@porchlight/server/features/usage/packed-month.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinMonths } from './join-months.ts'

const clock = localClock('America/New_York')
// March 2026 has a day of 23 hours, November one of 25.
const months = {
  '2026-03': Date.parse('2026-03-01T05:00:00Z'),
  '2026-11': Date.parse('2026-11-01T04:00:00Z'),
}

type Part = { month: keyof typeof months; minutes: number; fromDay: number; toDay: number; value: number }
function monthOf({ month, minutes, fromDay, toDay, value }: Part) {
  const startsAt = months[month] / 1000
  const slots = slotsOfMonth(month, minutes, clock)
  const dayOf = (slot: number) =>
    minutes === 1440 ? slot : clock.dayOf(startsAt + slot * minutes * 60) - clock.dayOf(startsAt)
  const values = Array.from({ length: slots }, (_, slot) =>
    dayOf(slot) >= fromDay && dayOf(slot) < toDay ? value : null,
  )
  return { startsAt, intervalMinutes: minutes, packed: packReadings(values) }
}
const totalOf = (packed: Uint8Array) =>
  unpackReadings(packed).reduce<number>((sum, value) => sum + (value ?? 0), 0)

test('readings of different lengths that do not overlap keep all their energy, in either order', () => {
  const minutes = fc.constantFrom(15, 30, 60, 1440)
  const month = fc.constantFrom<keyof typeof months>('2026-03', '2026-11')
  fc.assert(
    fc.property(month, minutes, minutes, fc.integer({ min: 1, max: 29 }), (month, a, b, day) => {
      const one = monthOf({ month, minutes: a, fromDay: 0, toDay: day, value: a * 10 })
      const two = monthOf({ month, minutes: b, fromDay: day, toDay: 31, value: b * 7 })
      for (const joined of [joinMonths(one, two, clock), joinMonths(two, one, clock)]) {
        expect(joined.total).toBe(totalOf(one.packed) + totalOf(two.packed))
        expect(totalOf(joined.packed)).toBe(joined.total)
        expect(joined.intervalMinutes).toBe(Math.max(a, b))
      }
    }),
    { numRuns: 60 },
  )
})

const whole = { month: '2026-03', fromDay: 0, toDay: 31 } as const
test('the same energy in hours and in quarter hours is kept once, in quarter hours', () => {
  const hours = monthOf({ ...whole, minutes: 60, value: 400 })
  const quarters = monthOf({ ...whole, minutes: 15, value: 100 })
  for (const joined of [joinMonths(hours, quarters, clock), joinMonths(quarters, hours, clock)])
    expect(joined).toMatchObject({ intervalMinutes: 15, total: totalOf(hours.packed) })
})

test('later hours replace older quarter hours with another sum', () => {
  const hours = monthOf({ ...whole, minutes: 60, value: 500 })
  const quarters = monthOf({ ...whole, minutes: 15, value: 100 })
  expect(joinMonths(quarters, hours, clock)).toMatchObject({
    intervalMinutes: 60,
    total: totalOf(hours.packed),
  })
})

test('refuses interval lengths of which neither divides the other', () => {
  const twenty = monthOf({ ...whole, minutes: 20, toDay: 9, value: 1 })
  const fifteen = monthOf({ ...whole, minutes: 15, fromDay: 9, value: 1 })
  expect(() => joinMonths(twenty, fifteen, clock)).toThrow(RangeError)
})
