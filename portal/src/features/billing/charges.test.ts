import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chargeGroups, notItemized } from './charges.ts'

const line = fc.record({
  serviceType: fc.constantFrom('electricity', 'gas', null),
  premise: fc.constantFrom('12 Oak St', '7 Market Sq', null),
  amountCents: fc.integer({ min: -100_000, max: 100_000 }),
})

test('groups keep every line once, and their totals with what is not itemized are the charges', () => {
  fc.assert(
    fc.property(fc.array(line), fc.integer({ min: -100_000, max: 1_000_000 }), (lines, chargesCents) => {
      const groups = chargeGroups(lines)
      expect(groups.flatMap((group) => group.lines)).toHaveLength(lines.length)
      const total = groups.reduce((sum, group) => sum + group.totalCents, 0)
      expect(total + notItemized(lines, chargesCents)).toBe(chargesCents)
    }),
  )
})

test('services stand in the order of the bill, each premise apart; the account’s own charges come last', () => {
  const of = (serviceType: string | null, premise: string | null) => ({
    serviceType,
    premise,
    amountCents: 1,
  })
  const groups = chargeGroups([
    of(null, null),
    of('gas', 'A'),
    of('electricity', 'A'),
    of('gas', 'B'),
    of('gas', 'A'),
  ])
  expect(groups.map(({ serviceType, premise, totalCents }) => [serviceType, premise, totalCents])).toEqual([
    ['gas', 'A', 2],
    ['electricity', 'A', 1],
    ['gas', 'B', 1],
    [null, null, 1],
  ])
})
