import type { api } from '@porchlight/contract/api.ts'
import type { z } from 'zod'

export type Answer = z.infer<(typeof api)['searchCustomers']['response']>
export type Row = Answer['rows'][number]

/** A query, and which row of the result is right. */
export type Query = {
  family: string
  body: object
  isHit: (row: Row) => boolean
  /** The intended customer, for examining misses. */
  meant: string
  /** Whether a row is the intended person, for families in which any person of that name is right. */
  isThePerson?: (row: Row) => boolean
}

/** Rows that a query requests, as the desk does during typing. Recall is reported up to this rank. */
export const rowsAsked = 50

/** Returns the rank of the first right row, from 1, or Infinity if no row is right. */
export function rankOf(rows: readonly Row[], isRight: (row: Row) => boolean): number {
  const at = rows.findIndex(isRight)
  return at < 0 ? Number.POSITIVE_INFINITY : at + 1
}
