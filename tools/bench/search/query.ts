import type { api } from '@porchlight/contract/api.ts'
import type { z } from 'zod'

export type Answer = z.infer<(typeof api)['searchCustomers']['response']>
export type Row = Answer['rows'][number]

/** What is asked, and which row of the answer is the right one. */
export type Query = {
  family: string
  body: object
  isHit: (row: Row) => boolean
  /** The customer who was meant, to examine what was missed. */
  meant: string
  /** Where a namesake is right too: whether it is the very person that was meant. */
  isThePerson?: (row: Row) => boolean
}

/** Rows that a query requests, as the desk does during typing. Recall is reported up to this rank. */
export const rowsAsked = 50

/** Returns the place of the first right row, 1 for the first; infinite where none is right. */
export function rankOf(rows: readonly Row[], isRight: (row: Row) => boolean): number {
  const at = rows.findIndex(isRight)
  return at < 0 ? Number.POSITIVE_INFINITY : at + 1
}
