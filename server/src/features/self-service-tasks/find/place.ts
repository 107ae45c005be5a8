import type { TaskOrder } from '@porchlight/contract/task-query.ts'
import type { Cursor } from './cursor.ts'
import { type Scope, utmost } from './scope.ts'

/** Where a page begins, as every statement takes it. */
export type Place = ReturnType<typeof placeOf>

export function placeOf({ sort, direction }: TaskOrder, cursor: Cursor | undefined) {
  const isRanked = sort === 'type' || sort === 'state'
  const isDescending = isRanked || direction === 'descending'
  const { key, taskId, rank } = cursor ?? { key: undefined, taskId: undefined, rank: null }
  const end = isDescending ? utmost : -utmost
  return {
    isRanked,
    isDescending,
    rank,
    cursorAt: typeof key === 'string' ? key : isDescending ? 'infinity' : '-infinity',
    cursorCents: typeof key === 'number' ? key : end,
    cursorId: taskId ?? end,
  }
}

/** The types or states that are asked for, in the order in which they are shown. States are in the order of a task's life. */
export function rankingOf(scope: Pick<Scope, 'states' | 'types'>, { sort, direction }: TaskOrder): string[] {
  if (sort !== 'type' && sort !== 'state') return []
  const names = sort === 'state' ? scope.states : scope.types
  return direction === 'descending' ? [...names].reverse() : names
}
