import type { refundProblems } from '@porchlight/contract/refunds.ts'

type Payment = { isReversed: boolean; isUnderWay: boolean; isElectronic: boolean }

/** Returns why a payment cannot be given back; null where it can. */
export function refundProblem({
  isReversed,
  isUnderWay,
  isElectronic,
}: Payment): (typeof refundProblems)[number] | null {
  if (isReversed) return 'reversed'
  if (isUnderWay) return 'under-way'
  return isElectronic ? null : 'not-electronic'
}
