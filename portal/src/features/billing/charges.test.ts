import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chargeGroups, notItemized } from './charges.ts'

const line = fc.record({
  serviceType: fc.constantFrom('electricity', 'gas', null),
  premise: fc.constantFrom('12 Oak St', '7 Market Sq', null),
  amountCents: fc.integer({ min: -100_000, max: 100_000 }),
})

test('every line is in one group, and the groups and what is not itemized add up to the charges', () => {
  fc.assert(
    fc.property(fc.array(line), fc.integer({ min: -100_000, max: 1_000_000 }), (lines, chargesCents) => {
      const groups = chargeGroups(lines)
      expect(groups.flatMap((group) => group.lines)).toHaveLength(lines.length)
      const total = groups.reduce((sum, group) => sum + group.totalCents, 0)
      expect(total + notItemized(lines, chargesCents)).toBe(chargesCents)
    }),
  )
})

test('services keep the order of the bill, one group a premise; charges of the account itself come last', () => {
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
