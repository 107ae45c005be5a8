import { type Installment, programTerms } from '@porchlight/contract/programs.ts'
import { Refusal } from '#policy/refusal.ts'
import { addDays, addMonths } from '../calendar.ts'
import { type Progress, paidSince, progressOf } from '../installments.ts'
import { program } from '../program.ts'
import type { Standing } from '../read-standing.ts'
import { paymentExtension as taskType } from '../task-types.ts'
import { activeRow, whyNoAgreement } from './agreements.ts'

const name = 'payment-extension'

/** Returns what the account is offered: what is past due, or else what is owed, some days later. */
function offered({ today, balanceCents, pastDueCents, dueDate, rules }: Standing): Installment | null {
  if (balanceCents <= 0) return null
  const from = pastDueCents > 0 || dueDate === null || dueDate < today ? today : dueDate
  return { on: addDays(from, rules['programs.extension-days']), amountCents: pastDueCents || balanceCents }
}

function progress(on: Standing): Progress | null {
  const row = activeRow(name, on)
  const terms = row && programTerms[name].safeParse(row.terms).data
  if (!row || !terms) return null
  const parts = [{ on: terms.untilOn, amountCents: terms.amountCents }]
  return progressOf(parts, paidSince(on.payments, { ...terms, startedOn: row.startedOn }))
}

/** More time to pay. */
export const paymentExtension = program({
  name,
  taskType,
  whyNot: (on) => {
    const lately = on.rows.filter((row) => row.program === name && addMonths(row.startedOn, 12) > on.today)
    const reasons = whyNoAgreement(name, on)
    const isUsedUp = reasons.length === 0 && lately.length >= on.rules['programs.extensions-per-year']
    return isUsedUp ? ['program-used-up'] : reasons
  },
  offer: (on) => ({
    agreement: offered(on),
    perYear: on.rules['programs.extensions-per-year'],
    monthsAfterBroken: on.rules['programs.months-after-broken'],
    progress: progress(on),
  }),
  agree: (on, wanted: Installment) => {
    const agreement = offered(on)
    if (agreement?.on !== wanted.on || agreement.amountCents !== wanted.amountCents)
      throw new Refusal('program-offer-changed', {
        fields: [{ field: 'terms', reason: 'program-offer-changed' }],
      })
    return { amountCents: wanted.amountCents, untilOn: wanted.on, afterPaymentId: on.lastPaymentId }
  },
  payload: (before, after) => ({
    payUntil: (after ?? before)?.untilOn ?? '',
    ...(after === null && { withdrawn: true }),
  }),
  amountCents: ({ amountCents }) => amountCents,
})
