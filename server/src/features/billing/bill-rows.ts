import type { BillKind } from '@porchlight/contract/billing.ts'
import type { BillLines } from './queries.generated.ts'

/** Returns a row of a bill with its kind as one of those that the table allows. */
export const kindOf = <R extends { kind: string }>(row: R) => ({ ...row, kind: row.kind as BillKind })

/** Returns a line of a bill as the contract names it. */
export function lineOf(row: BillLines['row']) {
  const { billId: _, section, names, stepFrom, stepTo, stepPer, ...line } = row
  return {
    ...line,
    section: section as 'charge' | 'adjustment',
    names: names as Record<string, string> | null,
    step: stepFrom === null ? null : { from: stepFrom, to: stepTo, per: stepPer as 'day' | 'bill' },
  }
}
