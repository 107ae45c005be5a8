import type { TaskOrder } from '@porchlight/contract/task-query.ts'
import type { Sql } from '#database/sql.ts'
import { areManyAmounts, isLongPeriod } from './queries.ts'
import type { Scope } from './scope.ts'

/** So many are sorted in less time than it takes to look for them one by one in another order. */
export const usuallyFew = 5000

/**
 * From where the tasks are read: what the question names, a short period, a narrow range of amounts; else all of them in the
 * order that was asked for, until the page is full. Rare filters never end up there: then the page would not fill.
 */
export async function sourceOf(
  sql: Sql,
  scope: Scope,
  { sort }: TaskOrder,
  few: number,
): Promise<'set' | 'period' | 'amounts' | 'all'> {
  if (scope.set) return 'set'
  const { narrowing, hasPeriod, states, types, makers } = scope
  const asked = { ...narrowing, states, types, makers }
  if (!narrowing.anyAmount && sort !== 'amount') {
    const { isMany } = await areManyAmounts.one(sql, { ...asked, most: few })
    if (!isMany) return 'amounts'
  }
  // Made is the first key of these orders: their period is a part of the index.
  if (!hasPeriod || (sort !== 'updated' && sort !== 'amount')) return 'all'
  const { isMany } = await isLongPeriod.one(sql, { ...asked, most: few })
  return isMany ? 'all' : 'period'
}
