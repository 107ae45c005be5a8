import type { TaskOrder } from '@porchlight/contract/task-query.ts'
import { refuseField } from '#policy/refusal.ts'
import type { Cursor } from './cursor.ts'
import { type Scope, utmost } from './scope.ts'

/** The order when a CSR chooses none. */
export const newestFirst: TaskOrder = { sort: 'created', direction: 'descending' }

/** The order and the beginning of a page, as the statements take them. */
export type Place = ReturnType<typeof placeOf>

/**
 * Turns an order and a cursor into what the statements take. Without a cursor the page begins at the end of the order.
 * Sorted by type or state, the newest task of each comes first, in either direction.
 * @throws Refusal when the cursor names a type or state that the search leaves out
 */
export function placeOf(scope: Scope, { sort, direction }: TaskOrder, cursor: Cursor | undefined) {
  const isRanked = sort === 'type' || sort === 'state'
  const isDescending = isRanked || direction === 'descending'
  const { key, taskId, rank = null } = cursor ?? {}
  const inOrder = (names: string[]) => (direction === 'descending' ? [...names].reverse() : names)
  const ranking = sort === 'state' ? inOrder(scope.states) : sort === 'type' ? inOrder(scope.types) : []
  if (rank !== null && !ranking.includes(rank)) throw refuseField('cursor', 'not-valid')
  const { since, until, leastCents, mostCents } = scope.filters
  const isAmount = sort === 'amount'
  const [first, last] = sort === 'updated' ? ['-infinity', 'infinity'] : [since, until]
  const [least, most] = isAmount ? [leastCents, mostCents + 1] : [0, 0]
  return {
    sort,
    isDescending,
    sign: isDescending ? -1 : 1,
    ranking,
    cursorRank: rank === null ? 0 : ranking.indexOf(rank) + 1,
    cursorAt: typeof key === 'string' ? key : isAmount ? 'epoch' : isDescending ? last : first,
    cursorCents: typeof key === 'number' ? key : isDescending ? most : least,
    // Less than every task's: ascending, tasks of the first instant are in, and descending, those of the last are out.
    cursorId: taskId ?? -utmost,
  }
}
