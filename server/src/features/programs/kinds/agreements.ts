import type { ProgramReason } from '@porchlight/contract/program-names.ts'
import { addMonths } from '../calendar.ts'
import type { Standing } from '../read-standing.ts'

type Agreement = 'payment-extension' | 'payment-arrangement'
const other = {
  'payment-extension': 'payment-arrangement',
  'payment-arrangement': 'payment-extension',
} as const

/** Returns the reasons that an extension and an arrangement share. */
export function whyNoAgreement(
  name: Agreement,
  { rows, today, balanceCents, rules }: Standing,
): ProgramReason[] {
  const isActive = (program: Agreement) =>
    rows.some((row) => row.program === program && row.state === 'active')
  if (isActive(name)) return ['program-agreed-already']
  if (isActive(other[name])) return ['program-has-other']
  if (balanceCents <= 0) return ['program-nothing-owed']
  const months = rules['programs.months-after-broken']
  const isBrokenLately = rows.some(
    ({ program, state, endedOn }) =>
      (program === name || program === other[name]) &&
      state === 'broken' &&
      endedOn !== null &&
      addMonths(endedOn, months) > today,
  )
  return isBrokenLately ? ['program-broken-lately'] : []
}

/** Returns the row of an agreement that is active, with its terms as the database has them. */
export const activeRow = (name: Agreement, { rows }: Standing) =>
  rows.find((row) => row.program === name && row.state === 'active')
