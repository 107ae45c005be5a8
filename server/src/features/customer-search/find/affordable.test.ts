import fc from 'fast-check'
import { expect, test } from 'vitest'
import { affordable } from './affordable.ts'

const costs = fc.array(fc.double({ min: 0, max: 15, noNaN: true }), { maxLength: 20 })

test('keeps pairs within the budget, except the cheapest ones, and uses the budget', () => {
  fc.assert(
    fc.property(
      fc.array(costs, { minLength: 2, maxLength: 3 }),
      fc.integer({ min: 1, max: 60 }),
      (units, most) => {
        const pairs = units.flatMap((ones, at) =>
          units.slice(at + 1).flatMap((others) => ones.flatMap((one) => others.map((other) => one + other))),
        )
        const within = (cost: number) => pairs.filter((pair) => pair < cost).length
        const least = Math.min(...pairs)
        const cut = affordable(units, 26, most)
        expect(within(cut)).toBeLessThanOrEqual(
          Math.max(most, pairs.filter((p) => p < Math.floor(least * 2) / 2 + 0.5).length),
        )
        if (cut < 26) expect(within(cut + 0.5)).toBeGreaterThan(most)
      },
    ),
  )
})
