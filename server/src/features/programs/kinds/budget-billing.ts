import { programTerms } from '@porchlight/contract/programs.ts'
import { Refusal } from '#policy/refusal.ts'
import { addMonths } from '../calendar.ts'
import { program, type Terms } from '../program.ts'
import type { Standing } from '../read-standing.ts'
import { budgetBilling as taskType } from '../task-types.ts'

const name = 'budget-billing'
/** Months until the difference is settled. */
export const year = 12

type Bill = { billDate: string; chargesCents: number }

/** Returns the monthly amount for bills like these: their mean, rounded up to a whole unit of the currency. Integer cents. */
export function monthlyCentsOf(bills: readonly Bill[]): number {
  const sum = bills.reduce((cents, { chargesCents }) => cents + chargesCents, 0)
  return bills.length === 0 ? 0 : Math.max(0, Math.ceil(sum / bills.length / 100) * 100)
}

/**
 * Returns each bill beside the monthly amount, with what has run up so far. The monthly amounts and the true-up sum to what was
 * billed. @param bills the oldest first
 */
export function ledgerOf(bills: readonly Bill[], monthlyCents: number) {
  let runningCents = 0
  const months = bills.map(({ billDate, chargesCents }) => {
    runningCents += chargesCents - monthlyCents
    return { billDate, billedCents: chargesCents, budgetCents: monthlyCents, runningCents }
  })
  return { months, trueUpCents: runningCents }
}

/** Returns the day on which the present year of an enrollment began. */
function yearBegan(startedOn: string, today: string): string {
  for (let years = 1; ; years++) {
    const next = addMonths(startedOn, years * year)
    if (next > today) return addMonths(startedOn, (years - 1) * year)
  }
}

const activeIn = ({ rows }: Standing) => rows.find((row) => row.program === name && row.state === 'active')

/** Returns the last year that was settled; null before the first. */
function lastYearOf({ rows }: Standing) {
  const row = rows.find(({ program, state }) => program === name && state === 'completed')
  const { settled, monthlyCents } = programTerms[name].safeParse(row?.terms).data ?? {}
  return settled && monthlyCents && row?.endedOn ? { ...settled, monthlyCents, settledOn: row.endedOn } : null
}

/** The same amount each month. What differs from the bills is settled once a year. */
export const budgetBilling = program({
  name,
  taskType,
  whyNot: (on) => {
    if (activeIn(on)) return ['program-agreed-already']
    const hasFew = on.bills.length < on.rules['programs.budget-least-bills']
    return [
      ...(on.pastDueCents > 0 ? ['program-past-due' as const] : []),
      ...(hasFew || monthlyCentsOf(on.bills.slice(0, year)) === 0 ? ['program-too-few-bills' as const] : []),
    ]
  },
  offer: (on) => {
    const { bills, today, rules } = on
    const row = activeIn(on)
    const agreed = row && programTerms[name].safeParse(row.terms).data
    const from = row ? yearBegan(row.startedOn, today) : today
    const shown = row ? bills.filter(({ billDate }) => billDate > from) : bills.slice(0, year)
    const monthlyCents = agreed?.monthlyCents ?? monthlyCentsOf(shown)
    return {
      monthlyCents: monthlyCents || null,
      ...ledgerOf(shown.toReversed(), monthlyCents),
      trueUpOn: addMonths(from, year),
      lastYear: lastYearOf(on),
      leastBills: rules['programs.budget-least-bills'],
    }
  },
  agree: (on, wanted: Pick<Terms<'budget-billing'>, 'monthlyCents'>) => {
    const agreed = programTerms[name].safeParse(activeIn(on)?.terms).data
    if (wanted.monthlyCents !== (agreed?.monthlyCents ?? monthlyCentsOf(on.bills.slice(0, year))))
      throw new Refusal('program-offer-changed', {
        fields: [{ field: 'terms', reason: 'program-offer-changed' }],
      })
    return wanted
  },
  payload: (before, after) => ({ budgetBilling: { before: before !== null, after: after !== null } }),
  amountCents: ({ monthlyCents }) => monthlyCents,
})
