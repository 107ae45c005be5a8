import { programTerms } from '@porchlight/contract/programs.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { addDays } from '../calendar.ts'
import { installments, type Progress, paidSince, progressOf } from '../installments.ts'
import { program } from '../program.ts'
import type { Standing } from '../read-standing.ts'
import { paymentArrangement as taskType } from '../task-types.ts'
import { activeRow, whyNoAgreement } from './agreements.ts'

const name = 'payment-arrangement'
/** Within these days a new arrangement counts from the day of the one before: leaving and agreeing again gains no time. */
const sameArrangementDays = 60

/** Returns the date of the first installment. */
function firstOn({ rows, today, rules }: Standing): string {
  const lately = rows.findLast(
    (row) => row.program === name && addDays(row.startedOn, sameArrangementDays) > today,
  )
  const first = addDays(lately?.startedOn ?? today, rules['programs.arrangement-first-days'])
  return first < today ? today : first
}

/** Returns the plans that the account can choose from: two installments and more, none smaller than the least. */
function plans(on: Standing) {
  const { balanceCents, rules } = on
  const counts = Array.from({ length: rules['programs.arrangement-parts'] - 1 }, (_, at) => at + 2)
  return counts
    .filter((count) => Math.floor(balanceCents / count) >= rules['programs.arrangement-least-cents'])
    .map((count) => installments(balanceCents, count, firstOn(on)))
}

function progress(on: Standing): Progress | null {
  const row = activeRow(name, on)
  const terms = row && programTerms[name].safeParse(row.terms).data
  if (!row || !terms) return null
  return progressOf(terms.parts, paidSince(on.payments, { ...terms, startedOn: row.startedOn }))
}

/** What is owed is paid in installments, month by month. */
export const paymentArrangement = program({
  name,
  taskType,
  whyNot: (on) => {
    const reasons = whyNoAgreement(name, on)
    return reasons.length === 0 && plans(on).length === 0 ? ['program-too-little'] : reasons
  },
  offer: (on) => ({
    totalCents: Math.max(0, on.balanceCents),
    plans: plans(on),
    graceDays: on.rules['programs.arrangement-late-days'],
    monthsAfterBroken: on.rules['programs.months-after-broken'],
    progress: progress(on),
  }),
  agree: (on, wanted: { parts: number; totalCents: number }) => {
    if (wanted.totalCents !== on.balanceCents)
      throw new Refusal('program-offer-changed', {
        fields: [{ field: 'terms', reason: 'program-offer-changed' }],
      })
    const parts = plans(on).find((plan) => plan.length === wanted.parts)
    if (!parts) throw refuseField('terms.parts', 'not-valid')
    return { parts, afterPaymentId: on.lastPaymentId }
  },
  payload: (before, after) => {
    const parts = (after ?? before)?.parts ?? []
    return {
      parts: parts.length,
      first: parts[0]?.on ?? '',
      ...(after === null && { withdrawn: true }),
    }
  },
  amountCents: ({ parts }) => parts.reduce((sum, { amountCents }) => sum + amountCents, 0),
})
