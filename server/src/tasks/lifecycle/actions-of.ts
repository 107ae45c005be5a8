import {
  finalStates,
  type TaskAction,
  type TaskActionNeed,
  type TaskState,
  taskActions,
  taskStates,
} from '@porchlight/contract/task-types.ts'
import type { TaskRequirement } from '#policy/subject.ts'
import type { AnyTaskType, TaskTypes } from './task-type.ts'

/** An additional action that a task has in its state. */
export type PossibleAction = {
  action: TaskAction
  /** The state after it. */
  to: TaskState
  needs: readonly TaskActionNeed[]
  /** What the policy asks of the task before the move. */
  requires: readonly TaskRequirement[]
}

const isTaskState = (name: string): name is TaskState => (taskStates as readonly string[]).includes(name)

/** The declaration of a task type; undefined for one that this version does not know. */
export const taskTypeNamed = (types: TaskTypes, name: string): AnyTaskType | undefined =>
  Object.hasOwn(types, name) ? types[name as keyof TaskTypes] : undefined

/**
 * Returns the additional actions that a task has in its state. Whether a CSR may take one is the policy's decision
 * (`task:<action>`). A final task has none, nor has one of a type or state that this version does not know.
 */
export function actionsOf(types: TaskTypes, { taskType, state }: { taskType: string; state: string }) {
  const type = taskTypeNamed(types, taskType)
  if (!type || !isTaskState(state) || finalStates.includes(state)) return []
  const { lifecycle, csrActions } = type
  return taskActions.flatMap((action): PossibleAction[] => {
    if (action === 'assign') return [{ action, to: state, needs: [], requires: [] }]
    if (action === 'note') return [{ action, to: state, needs: ['reason'], requires: [] }]
    if (!csrActions[action]?.includes(state)) return []
    const move = lifecycle.moves.find((m) => m.from === state && m.action === action)
    if (!move) return []
    return [{ action, to: move.to, needs: move.needs ?? [], requires: move.requires ?? [] }]
  })
}
