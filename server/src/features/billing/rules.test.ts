import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { consumptionOf, owedOf } from './rules.ts'

const bill = (dueDate: string, chargesCents: number, adjustmentsCents = 0) => ({
  dueDate,
  chargesCents,
  adjustmentsCents,
})
const today = '2026-11-10'

describe('what is owed', () => {
  test.each([
    ['nothing is late before the due date', 5000, [bill('2026-11-20', 5000)], 0, '2026-11-20'],
    ['nor on it', 5000, [bill('2026-11-10', 5000)], 0, '2026-11-10'],
    ['all of it after', 5000, [bill('2026-11-09', 5000)], 5000, '2026-11-09'],
    ['older debt', 8000, [bill('2026-11-20', 5000), bill('2026-10-20', 3000)], 3000, '2026-11-20'],
    [
      'a part payment goes to it',
      6000,
      [bill('2026-11-20', 5000), bill('2026-10-20', 3000)],
      1000,
      '2026-11-20',
    ],
    ['a credit of the bill too', 7000, [bill('2026-11-20', 5000, -1000)], 2000, '2026-11-20'],
    ['an added fee is not yet due', 6000, [bill('2026-11-20', 5000, 1000)], 0, '2026-11-20'],
    ['a paid account', 0, [bill('2026-10-20', 5000)], 0, null],
    ['a credit', -2500, [bill('2026-11-20', 5000)], 0, null],
    ['a balance before the first bill', 900, [], 0, null],
  ])('%s', (_, balance, bills, pastDueCents, dueDate) => {
    expect(owedOf(balance, bills, today)).toMatchObject({ pastDueCents, dueDate })
  })

  const october = bill('2026-10-20', 3000)
  const september = bill('2026-09-20', 4000)
  const late = bill('2026-11-09', 5000)
  test.each([
    ['two bills in full: since the older one', 8000, [late, october], '2026-10-20'],
    ['the older one in part', 5001, [late, october], '2026-10-20'],
    ['the older one is paid', 5000, [late, october], '2026-11-09'],
    [
      'in part before one that is not yet due',
      8000,
      [bill('2026-11-20', 5000), october, september],
      '2026-10-20',
    ],
    ['two bills before it', 9000, [bill('2026-11-20', 5000), october, september], '2026-09-20'],
    ['more than the known bills explain', 90_000, [late, october], '2026-10-20'],
    ['nothing is late', 5000, [bill('2026-11-20', 5000), october], null],
    ['nothing is owed', 0, [late], null],
  ])('%s', (_, balance, bills, pastDueSince) => {
    expect(owedOf(balance, bills, today).pastDueSince).toBe(pastDueSince)
  })

  test('past due is at most the balance, and a payment never increases it', () => {
    const bills = fc.array(
      fc.record({
        dueDate: fc.constantFrom('2026-09-10', '2026-10-10', '2026-11-10', '2026-12-10'),
        chargesCents: fc.integer({ min: -10_000, max: 100_000 }),
        adjustmentsCents: fc.integer({ min: -10_000, max: 10_000 }),
      }),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(
        fc.integer({ min: -100_000, max: 400_000 }),
        fc.nat(50_000),
        bills,
        (balance, paid, bills) => {
          const { pastDueCents } = owedOf(balance, bills, today)
          expect(pastDueCents).toBeGreaterThanOrEqual(0)
          expect(pastDueCents).toBeLessThanOrEqual(Math.max(0, balance))
          expect(owedOf(balance - paid, bills, today).pastDueCents).toBeLessThanOrEqual(pastDueCents)
        },
      ),
    )
  })
})

test('consumption adds the steps of a tariff and does not count delivery twice', () => {
  const line = (serviceType: string | null, kind: string, quantity: number | null, unit: string | null) => ({
    serviceType,
    kind,
    quantity,
    unit,
  })
  expect(
    consumptionOf([
      line('electricity', 'customer-charge', 1, 'month'),
      line('electricity', 'energy', 300, 'kWh'),
      line('electricity', 'energy', 112, 'kWh'),
      line('electricity', 'delivery', 412, 'kWh'),
      line('water', 'delivery', 12.5, 'm3'),
      line(null, 'tax', null, null),
    ]),
  ).toEqual([
    { serviceType: 'electricity', unit: 'kWh', quantity: 412 },
    { serviceType: 'water', unit: 'm3', quantity: 12.5 },
  ])
})
