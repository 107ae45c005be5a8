import { type TaskAge, taskAges } from '@porchlight/contract/task-choices.ts'
import { finalStates, type TaskState, taskStates } from '@porchlight/contract/task-types.ts'
import type { Sql } from '#database/sql.ts'
import { countedGroups, countedGroupsNarrow, countedSet } from './queries.ts'
import type { Scope } from './scope.ts'

/** So many index entries are counted within some tens of milliseconds. */
const most = 100_000

export type Counted = { state: TaskState; taskType: string; age: TaskAge; count: number }

/** How many of the tasks in question are not final, by state, type and age; cut where there are more than 100,000 of one. */
export async function countTasks(sql: Sql, scope: Scope): Promise<{ counts: Counted[]; isCut: boolean }> {
  const states = taskStates.filter((state) => scope.states.includes(state) && !finalStates.includes(state))
  if (states.length === 0) return { counts: [], isCut: false }
  const { set, narrowing, makers, byCsr, period } = scope
  const asked = { ...period, ...narrowing, states, most }
  const rows = set
    ? await countedSet(sql, { ...asked, ...set, byCsr, types: scope.isAnyType ? null : scope.types })
    : await (scope.isNarrow ? countedGroupsNarrow : countedGroups)(sql, {
        ...asked,
        types: scope.types,
        makers,
      })
  const sums = new Map<string, Counted>()
  for (const { state: name, taskType, counts } of rows) {
    const state = states.find((one) => one === name)
    for (const [at, age] of taskAges.entries()) {
      const count = counts[at] ?? 0
      if (!state || count === 0) continue
      const key = `${state} ${taskType} ${age}`
      sums.set(key, { state, taskType, age, count: count + (sums.get(key)?.count ?? 0) })
    }
  }
  const isCut = rows.some(({ counts }) => counts.reduce((sum, count) => sum + count, 0) >= most)
  return { counts: [...sums.values()], isCut }
}
