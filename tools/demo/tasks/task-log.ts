import { finalStates, type TaskState, type TaskType } from '@porchlight/contract/task-types.ts'
import { taskTypes } from '@porchlight/server/features.ts'

/** Seconds until a state is come into from the one before. */
const after: Record<TaskState, number> = {
  draft: 0,
  pending: 900,
  'awaiting-verification': 30,
  'awaiting-approval': 30,
  scheduled: 20,
  processing: 20,
  error: 65,
  completed: 95,
  discarded: 600,
  rejected: 4000,
  expired: 7200,
}

/** Returns the shortest path of a lifecycle from one state to another; undefined if there is none. */
function shortest(type: TaskType, from: TaskState, to: TaskState): TaskState[] | undefined {
  const { moves } = taskTypes[type].lifecycle
  const open: TaskState[][] = [[from]]
  const seen = new Set([from])
  for (let way = open.shift(); way; way = open.shift()) {
    const last = way[way.length - 1]
    if (last === to) return way
    for (const move of moves) {
      if (move.from !== last || seen.has(move.to)) continue
      seen.add(move.to)
      open.push([...way, move.to])
    }
  }
  return undefined
}

/**
 * Returns the states that a task went through to its current one, by its lifecycle, each with the seconds since the task was made.
 * A task that a person decides or confirms was waiting for that person first.
 * @throws if a task of this type cannot reach this state
 */
export function pathTo(type: TaskType, state: TaskState): readonly (readonly [TaskState, number])[] {
  const { starts } = taskTypes[type].lifecycle
  const isStart = starts.includes(state) && !(state === 'completed' && starts.length > 1)
  const waiting = starts.filter((start) => start.startsWith('awaiting'))
  const others = starts.filter((start) => !finalStates.includes(start) && start !== 'draft')
  const ways = isStart ? [[state]] : [...waiting, ...others].map((start) => shortest(type, start, state))
  const way = ways.find((path) => path !== undefined)
  if (!way) throw new RangeError(`a ${type} task is never ${state}`)
  let seconds = 0
  return way.map((each, step) => {
    seconds += step === 0 ? 0 : after[each]
    return [each, seconds] as const
  })
}

/** Why a task came into a state, for the states that need a reason. */
export const stateReasons: Partial<Record<TaskState, string>> = {
  error: 'The billing system did not answer.',
  discarded: 'No longer wanted.',
  rejected: 'The documents do not match.',
  expired: 'Nobody confirmed in time.',
}
