import type { TaskOrder } from '@porchlight/contract/task-query.ts'
import type { Sql } from '#database/sql.ts'
import { areManyAmounts, isLongPeriod } from './queries.ts'
import type { Scope } from './scope.ts'

/** How many rows are read whole, where another order would have to be searched for them. */
export type Few = {
  /** Sorted in less time than it takes to look for them one by one in another order. */
  rows: number
  /**
   * By the last change: it runs beside the making, so that a period that is past lies far from both of its ends. The index of
   * the making has it too; where rows have to be looked at besides, fewer of them are read whole.
   */
  updated: number
}
export const usuallyFew: Few = { rows: 5000, updated: 50_000 }

/**
 * From where the tasks are read: what the question names, a short period, a narrow range of amounts; else all of them in the
 * order that was asked for, until the page is full. Rare filters never end up there: then the page would not fill.
 */
export async function sourceOf(
  sql: Sql,
  scope: Scope,
  { sort }: TaskOrder,
  few: Few,
): Promise<'set' | 'period' | 'amounts' | 'all'> {
  if (scope.set) return 'set'
  const { narrowing, hasPeriod, states, types, makers } = scope
  const asked = { ...narrowing, states, types, makers }
  if (!narrowing.anyAmount && sort !== 'amount') {
    const { isMany } = await areManyAmounts.one(sql, { ...asked, most: few.rows })
    if (!isMany) return 'amounts'
  }
  if (hasPeriod && sort === 'updated' && !scope.isNarrow) return 'period'
  // Made is the first key of these orders: their period is a part of the index.
  if (!hasPeriod || (sort !== 'updated' && sort !== 'amount')) return 'all'
  const { isMany } = await isLongPeriod.one(sql, {
    ...asked,
    most: sort === 'updated' ? few.updated : few.rows,
  })
  return isMany ? 'all' : 'period'
}
