import type { TaskOrder } from '@porchlight/contract/task-query.ts'
import type { Sql } from '#database/sql.ts'
import {
  firstChangedTasks,
  highestAmounts,
  lastChangedTasks,
  lowestAmounts,
  newestTasks,
  oldestTasks,
  tasksByRank,
} from '../orders/queries.ts'
import { type Cursor, readCursor, writeCursor } from './cursor.ts'
import { type Place, placeOf } from './place.ts'
import type { TaskRows } from './queries.generated.ts'
import { fewTasks, taskRows } from './queries.ts'
import type { Scope } from './scope.ts'
import type { Source } from './subjects.ts'

export type FoundTask = TaskRows['row']

/**
 * Returns how many tasks to read in order for a page, before another index finds them: 40 for each task of a page, fewer for each
 * of a whole export. Filters that fewer tasks pass are faster by the other index.
 */
const mostReadFor = (size: number) => Math.min(40 * size, 2 * size + 40_000)

/**
 * Returns one page of the tasks that a search finds, and the cursor of the next page, or null on the last one.
 * @param mostRead how many tasks to read in order at most; tests pass small ones
 */
export async function findTasks(
  sql: Sql,
  scope: Scope,
  order: TaskOrder,
  page: { cursor: string | undefined; size: number },
  mostRead = mostReadFor(page.size),
): Promise<{ rows: FoundTask[]; nextCursor: string | null }> {
  const place = placeOf(scope, order, readCursor(order, page.cursor))
  const ids = await idsOf(sql, scope, place, page.size + 1, mostRead)
  const rows = await taskRows(sql, { ids: ids.slice(0, page.size) })
  const last = rows.at(-1)
  const isMore = ids.length > page.size && last !== undefined
  return { rows, nextCursor: isMore ? writeCursor(order, cursorOf(order.sort, last)) : null }
}

/** Returns the ids of the first tasks that a search finds, in order. */
export const findTaskIds = (sql: Sql, scope: Scope, order: TaskOrder, size: number): Promise<number[]> =>
  idsOf(sql, scope, placeOf(scope, order, undefined), size, mostReadFor(size))

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

const inOrder = {
  created: { descending: newestTasks, ascending: oldestTasks },
  updated: { descending: lastChangedTasks, ascending: firstChangedTasks },
}

async function idsOf(sql: Sql, scope: Scope, place: Place, limit: number, mostRead: number) {
  if (scope.states.length === 0) return []
  const parameters = { ...scope.filters, ...place, limit, mostRead }
  const { subject } = scope
  const { sort } = place
  const direction = place.isDescending ? 'descending' : 'ascending'
  const isOfCsr = subject === 'csr' && sort === 'created' && scope.filters.assignedGroups === null
  if (subject && !isOfCsr) return taskIds(await fewTasks(sql, { ...parameters, source: subject }))
  if (sort === 'amount')
    return taskIds(await (place.isDescending ? highestAmounts : lowestAmounts)(sql, parameters))
  if (sort === 'type' || sort === 'state') {
    const ranked = sort === 'type' ? { types: place.ranking } : { states: place.ranking }
    return taskIds(await tasksByRank(sql, { ...parameters, ...ranked }))
  }
  const { taskIds: ids, isCut } = await inOrder[sort][direction].one(sql, parameters)
  if (!isCut) return ids
  return taskIds(await fewTasks(sql, { ...parameters, source: subject ?? sourceOf(scope, sort) }))
}

/**
 * Returns what finds the tasks where reading in order found too few. The groups are read in order too; but where the order is
 * the last change, and the period of creation is over, they would be read to their ends: then the period finds the tasks.
 */
function sourceOf({ filters }: Scope, sort: TaskOrder['sort']): Source {
  if (!filters.anyAmount) return 'amounts'
  return sort === 'updated' && filters.until !== 'infinity' ? 'period' : 'groups'
}

const taskIds = (rows: { taskId: number }[]) => rows.map(({ taskId }) => taskId)
