import {
  finalStates,
  type TaskAction,
  type TaskActionNeed,
  type TaskState,
  type TaskType,
  taskActions,
  taskStates,
  taskTypes,
} from '@porchlight/contract/task-types.ts'
import type { Guard } from './lifecycle.ts'
import { taskTypeOf } from './registry.ts'

/** An additional action that a task has in its state. */
export type PossibleAction = {
  action: TaskAction
  /** The state after it. */
  to: TaskState
  needs: readonly TaskActionNeed[]
  guard?: Guard
}

const isIn = <T extends string>(names: readonly T[], name: string): name is T =>
  (names as readonly string[]).includes(name)

/**
 * The additional actions that a task has in its state, whoever asks: what a CSR may of them is the policy's word
 * (`task:<action>`). None where it is final, or of a type or state that this version does not know.
 */
export function actionsOf(task: { taskType: string; state: string }): PossibleAction[] {
  const { taskType, state } = task
  if (!isIn<TaskType>(taskTypes, taskType) || !isIn<TaskState>(taskStates, state)) return []
  if (finalStates.includes(state)) return []
  const { lifecycle, csrActions } = taskTypeOf(taskType)
  return taskActions.flatMap((action): PossibleAction[] => {
    if (action === 'assign') return [{ action, to: state, needs: [] }]
    if (action === 'note') return [{ action, to: state, needs: ['reason'] }]
    if (!csrActions[action]?.includes(state)) return []
    const move = lifecycle.moves.find((m) => m.from === state && m.action === action)
    if (!move) return []
    return [{ action, to: move.to, needs: move.needs ?? [], ...(move.guard && { guard: move.guard }) }]
  })
}
