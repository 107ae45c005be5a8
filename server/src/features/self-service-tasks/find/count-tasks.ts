import { type TaskAge, taskAges } from '@porchlight/contract/task-choices.ts'
import { finalStates, type TaskState, taskStates } from '@porchlight/contract/task-types.ts'
import type { Sql } from '#database/sql.ts'
import { countedTasks } from './queries.ts'
import type { Scope } from './scope.ts'

/** The most tasks of one state, type and kind of maker that are counted: so many take some tens of milliseconds. */
const mostOfGroup = 100_000

export type Counted = { state: TaskState; taskType: string; age: TaskAge; count: number }

/** Counts the tasks of a search that are not final, by state, type and age. Groups of more than 100,000 are cut. */
export async function countTasks(sql: Sql, scope: Scope): Promise<{ counts: Counted[]; isCut: boolean }> {
  const states = taskStates.filter((state) => scope.states.includes(state) && !finalStates.includes(state))
  if (states.length === 0) return { counts: [], isCut: false }
  const rows = await countedTasks(sql, {
    ...scope.filters,
    ...scope.ages,
    states,
    anyState: false,
    source: scope.subject ?? 'groups',
    mostOfGroup,
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
  const isCut = rows.some(({ counts }) => counts.reduce((sum, count) => sum + count, 0) >= mostOfGroup)
  return { counts: [...sums.values()], isCut }
}
