import type { TaskOrder } from '@porchlight/contract/task-query.ts'
import type { Sql } from '#database/sql.ts'
import { refuseField } from '#pipeline/refusal.ts'
import { type Place, rankingOf } from '../find/place.ts'
import type { Scope } from '../find/scope.ts'
import * as orders from './queries.ts'

/** The statements of each way to read: by its index alone, and looking at the rows too. */
const statements = {
  created: {
    descending: [orders.createdDescending, orders.createdDescendingNarrow],
    ascending: [orders.createdAscending, orders.createdAscendingNarrow],
  },
  updated: {
    descending: [orders.updatedDescending, orders.updatedDescendingNarrow],
    ascending: [orders.updatedAscending, orders.updatedAscendingNarrow],
  },
  amount: {
    descending: [orders.amountDescending, orders.amountDescendingNarrow],
    ascending: [orders.amountAscending, orders.amountAscendingNarrow],
  },
  everything: {
    descending: [orders.everythingDescending, orders.everythingDescendingNarrow],
    ascending: [orders.everythingAscending, orders.everythingAscendingNarrow],
  },
  unfinished: {
    descending: [orders.unfinishedDescending, orders.unfinishedDescendingNarrow],
    ascending: [orders.unfinishedAscending, orders.unfinishedAscendingNarrow],
  },
  unfinishedChanged: {
    descending: [orders.unfinishedChangedDescending, orders.unfinishedChangedDescendingNarrow],
    ascending: [orders.unfinishedChangedAscending, orders.unfinishedChangedAscendingNarrow],
  },
  changed: {
    descending: [orders.changedDescending, orders.changedDescendingNarrow],
    ascending: [orders.changedAscending, orders.changedAscendingNarrow],
  },
} as const

/** The next tasks in an order that an index has, over everything that is asked for. */
export async function walkAll(sql: Sql, scope: Scope, order: TaskOrder, place: Place, limit: number) {
  const { sort, direction } = order
  const { narrowing, makers } = scope
  const { anyAmount, leastCents, mostCents, byCustomer, unassigned } = narrowing
  const ofMakersOrNobody = byCustomer !== null || unassigned !== null
  const { states } = scope
  if (sort === 'amount') {
    const find = statements.amount[direction][ofMakersOrNobody ? 1 : 0]
    return idsOf(await find(sql, { ...narrowing, ...place, states, types: scope.types, makers, limit }))
  }
  const isNarrow = ofMakersOrNobody || !anyAmount
  // Most types have no amounts at all: looking for one among all their tasks would take long.
  const withAmounts = anyAmount
    ? undefined
    : await orders.typesWithAmounts(sql, { states, types: scope.types, makers, leastCents, mostCents })
  const types = withAmounts ? withAmounts.map(({ taskType }) => taskType) : scope.types
  const asked = { ...narrowing, ...place, states, types, makers, limit }
  if (sort === 'created' || sort === 'updated')
    return idsOf(await statements[wayOf(scope, sort, types.length)][direction][isNarrow ? 1 : 0](sql, asked))

  const ranking = rankingOf({ states, types }, order)
  const first = place.rank === null ? 0 : ranking.indexOf(place.rank)
  if (first < 0) throw refuseField('cursor', 'not-valid')
  const ids: number[] = []
  // Most pages are of one type or state; where these have few tasks, of more and more of them.
  for (let at = first, some = 1; at < ranking.length && ids.length < limit; at += some, some *= 2) {
    const ranked = ranking.slice(at, at + some)
    const part = {
      ...asked,
      ...(sort === 'type' ? { types: ranked } : { states: ranked }),
      ...(at > first && { cursorAt: 'infinity' }),
      rankedBy: sort,
      limit: limit - ids.length,
    }
    ids.push(...idsOf(await (isNarrow ? orders.rankedNarrow : orders.ranked)(sql, part)))
  }
  return ids
}

const idsOf = (rows: { taskId: number }[]) => rows.map(({ taskId }) => taskId)

/** So many groups of state and type are read from their ends in less time than it takes to pass by what is of others. */
const fewGroups = 40

/**
 * How tasks are read in the order of their making or last change: the streams that hold everything, or what is not final, where
 * these are about to be asked for in the whole; else each group by itself. In a period by the last change, by the classes of it.
 */
function wayOf(
  { states, isUnfinished, isAnyState, isAnyType, narrowing, hasPeriod }: Scope,
  sort: 'created' | 'updated',
  types: number,
) {
  if (isUnfinished && states.length * types > fewGroups)
    return sort === 'created' ? 'unfinished' : 'unfinishedChanged'
  const isEverything = isAnyState && isAnyType && narrowing.anyAmount
  if (sort === 'created') return isEverything ? 'everything' : 'created'
  return isEverything || hasPeriod ? 'changed' : 'updated'
}
