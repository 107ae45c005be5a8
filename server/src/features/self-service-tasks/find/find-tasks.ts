import type { TaskOrder } from '@porchlight/contract/task-query.ts'
import type { Sql } from '#database/sql.ts'
import { refuseField } from '#pipeline/refusal.ts'
import { walkAll } from '../orders/walk-all.ts'
import { type Cursor, readCursor, writeCursor } from './cursor.ts'
import { type Place, placeOf, rankingOf } from './place.ts'
import type { TaskRows } from './queries.generated.ts'
import {
  firstChangedOfCsr,
  inAmounts,
  inPeriod,
  inPeriodByUpdated,
  inSet,
  lastChangedOfCsr,
  newestInSet,
  oldestInSet,
  taskRows,
  unfinishedInSet,
} from './queries.ts'
import type { Scope } from './scope.ts'
import { sourceOf, usuallyFew } from './source-of.ts'

export type FoundTask = TaskRows['row']

/**
 * One page of the tasks that answer to a question, with the cursor behind it where there are more. Only the page's rows are
 * read whole; everything before it is decided in the indexes, whichever way reads least of them.
 */
export async function findTasks(
  sql: Sql,
  scope: Scope,
  order: TaskOrder,
  page: { cursor: string | undefined; size: number },
  few = usuallyFew,
): Promise<{ rows: FoundTask[]; nextCursor: string | null }> {
  const place = placeOf(order, readCursor(order, page.cursor))
  const ids = await idsOf(sql, scope, order, place, page.size + 1, few)
  const rows = await taskRows(sql, { ids: ids.slice(0, page.size) })
  const last = rows.at(-1)
  const isMore = ids.length > page.size && last !== undefined
  return { rows, nextCursor: isMore ? writeCursor(order, cursorOf(order.sort, last)) : null }
}

/** The ids of the first tasks that answer to a question, in its order. */
export const findTaskIds = (sql: Sql, scope: Scope, order: TaskOrder, size: number): Promise<number[]> =>
  idsOf(sql, scope, order, placeOf(order, undefined), size, usuallyFew)

function cursorOf(sort: TaskOrder['sort'], row: FoundTask): Cursor {
  const { taskId, createdKey, updatedKey } = row
  switch (sort) {
    case 'created':
      return { taskId, key: createdKey, rank: null }
    case 'updated':
      return { taskId, key: updatedKey, rank: null }
    case 'amount':
      return { taskId, key: row.amountCents ?? 0, rank: null }
    case 'type':
      return { taskId, key: createdKey, rank: row.taskType }
    case 'state':
      return { taskId, key: createdKey, rank: row.state }
  }
}

async function idsOf(sql: Sql, scope: Scope, order: TaskOrder, place: Place, limit: number, few: number) {
  if (scope.states.length === 0) return []
  const { set, narrowing } = scope
  const source = await sourceOf(sql, scope, order, few)
  if (source === 'all') return walkAll(sql, scope, order, place, limit)
  const ranking = rankingOf(scope, order)
  if (place.rank !== null && !ranking.includes(place.rank)) throw refuseField('cursor', 'not-valid')
  const asked = {
    ...narrowing,
    ...place,
    sort: order.sort,
    ranking,
    sign: place.isDescending ? -1 : 1,
    cursorRank: place.rank === null ? 0 : ranking.indexOf(place.rank) + 1,
    limit,
  }
  const { states, types, makers, byCsr } = scope
  if (source !== 'set' || !set) {
    const isBare = order.sort === 'updated' && !scope.isNarrow
    const find = source === 'amounts' ? inAmounts : isBare ? inPeriodByUpdated : inPeriod
    return idOf(await find(sql, { ...asked, states, types, makers }))
  }
  const isPlain = set.isAlone && scope.isAnyState && scope.isAnyType && byCsr === null && !scope.isNarrow
  const isOfMany = set.byTask === null && set.byCorrelation === null
  if (isPlain && isOfMany && order.sort === 'created')
    return idOf(await (place.isDescending ? newestInSet : oldestInSet)(sql, { ...asked, ...set }))
  if (isPlain && set.byCsrId !== null && order.sort === 'updated')
    return idOf(await (place.isDescending ? lastChangedOfCsr : firstChangedOfCsr)(sql, { ...asked, ...set }))
  return idOf(
    await (scope.isUnfinished ? unfinishedInSet : inSet)(sql, {
      ...asked,
      ...set,
      byCsr,
      states: scope.isAnyState ? null : states,
      types: scope.isAnyType ? null : types,
    }),
  )
}

const idOf = (rows: { taskId: number }[]) => rows.map(({ taskId }) => taskId)
