import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { owedOf } from './rules.ts'
import { withStandings } from './standing.ts'

const today = '2026-11-10'
const bill = (dueDate: string, chargesCents: number, disputedCents: number | null = null) => ({
  dueDate,
  chargesCents,
  adjustmentsCents: 0,
  disputedCents,
})

describe('the standing of each bill', () => {
  const bills = [bill('2026-11-20', 5000), bill('2026-10-20', 4000), bill('2026-09-20', 3000)]
  test.each([
    ['nothing is owed', 0, ['paid', 'paid', 'paid'], [0, 0, 0]],
    ['a credit', -900, ['paid', 'paid', 'paid'], [0, 0, 0]],
    ['the newest in part', 2000, ['due', 'paid', 'paid'], [2000, 0, 0]],
    ['the newest, and part of the one before', 6500, ['due', 'overdue', 'paid'], [5000, 1500, 0]],
    ['all of them', 12_000, ['due', 'overdue', 'overdue'], [5000, 4000, 3000]],
    ['more than the bills explain', 99_000, ['due', 'overdue', 'overdue'], [5000, 4000, 3000]],
  ])('%s', (_, balanceCents, standings, open) => {
    const rows = withStandings(bills, { balanceCents, today })
    expect(rows.map((row) => row.standing)).toEqual(standings)
    expect(rows.map((row) => row.openCents)).toEqual(open)
  })

  test('a bill is not overdue on its due date, and a disputed bill is disputed whether it is paid or not', () => {
    const rows = withStandings([bill(today, 500), bill('2026-10-01', 700, 300)], { balanceCents: 500, today })
    expect(rows.map((row) => row.standing)).toEqual(['due', 'disputed'])
  })

  test('the open amounts add up to the balance, and the overdue ones to what is past due', () => {
    const some = fc.array(
      fc.record({
        dueDate: fc.constantFrom('2026-08-10', '2026-09-10', '2026-10-10', '2026-11-10', '2026-12-10'),
        chargesCents: fc.integer({ min: -10_000, max: 100_000 }),
        adjustmentsCents: fc.integer({ min: -10_000, max: 10_000 }),
        disputedCents: fc.constant(null),
      }),
      { minLength: 1, maxLength: 8 },
    )
    fc.assert(
      fc.property(some, fc.double({ min: -0.2, max: 1, noNaN: true }), (unordered, part) => {
        const bills = unordered.sort((one, other) => (one.dueDate < other.dueDate ? 1 : -1))
        const all = withStandings(bills, { balanceCents: Number.MAX_SAFE_INTEGER, today })
        const most = all.reduce((sum, row) => sum + row.openCents, 0)
        const balanceCents = Math.round(part * most)
        const rows = withStandings(bills, { balanceCents, today })
        const sum = (standing?: string) =>
          rows
            .filter((row) => !standing || row.standing === standing)
            .reduce((total, row) => total + row.openCents, 0)
        expect(sum()).toBe(Math.max(0, balanceCents))
        expect(sum('overdue')).toBe(owedOf(balanceCents, bills, today).pastDueCents)
      }),
    )
  })
})
