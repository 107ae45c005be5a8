import { program, type Terms } from '../program.ts'
import { charityRoundUp as taskType } from '../task-types.ts'

/** Returns what rounds an amount up to a whole unit of its currency; 0 for a credit. Integer cents. */
export const roundUpCents = (cents: number): number => (cents <= 0 ? 0 : (100 - (cents % 100)) % 100)

/** Each bill is rounded up to a whole amount, and the difference goes to a charity. */
export const charityRoundUp = program({
  name: 'charity-round-up',
  taskType,
  whyNot: () => [],
  offer: ({ bills, rules }) => {
    const [last] = bills
    const year = bills.slice(0, 12).map(({ chargesCents }) => roundUpCents(chargesCents))
    return {
      charity: rules['programs.charity'],
      lastBillCents: last?.chargesCents ?? null,
      lastRoundUpCents: last ? roundUpCents(last.chargesCents) : null,
      yearRoundUpCents: year.reduce((sum, cents) => sum + cents, 0),
      bills: year.length,
    }
  },
  agree: (_, wanted: Terms<'charity-round-up'>) => wanted,
  payload: (before, after) => ({ roundUp: { before: before !== null, after: after !== null } }),
})
