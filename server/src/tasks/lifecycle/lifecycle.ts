import type { TaskAction, TaskActionNeed, TaskState } from '@porchlight/contract/task-types.ts'
import type { TaskRequirement } from '#policy/subject.ts'

/** Actions that are moves of a lifecycle. Every state that is not final has `assign` and `note` as well. */
export type MovingAction = Exclude<TaskAction, 'assign' | 'note'>

/** A move from one state to another, or to the same state by an action that changes something else. */
export type Move = {
  from: TaskState
  to: TaskState
  /** The action by which a CSR may make the move, in the states that the task type names. Without it only the engine and requests make the move. */
  action?: MovingAction
  needs?: readonly TaskActionNeed[]
  /** What the action requires of the task. The policy decides it (policy/staff-work.ts). */
  requires?: readonly TaskRequirement[]
}

/** States and the moves between them, as data. A state without a move out of it is final. */
export type Lifecycle = {
  name: string
  /** The states that a task can be made in. A task whose own request makes its effect is `completed` at once. */
  starts: readonly TaskState[]
  moves: readonly Move[]
}

type MoveOf<L extends Lifecycle> = L['moves'][number]
/** The states from which a move goes. */
export type StateOf<L extends Lifecycle> = MoveOf<L>['from']
/** The states that a task can go to from the state S. */
export type NextState<L extends Lifecycle, S> = Extract<MoveOf<L>, { from: S }>['to']
/** The states in which a lifecycle has an action. */
export type StatesWith<L extends Lifecycle, A> = Extract<MoveOf<L>, { action: A }>['from']

/** Declares a lifecycle and keeps its literals, so that the compiler knows its moves. */
export const lifecycle = <const L extends Lifecycle>(declared: L): L => declared
