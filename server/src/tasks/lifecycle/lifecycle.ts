import type { Reason } from '@porchlight/contract/reasons.ts'
import type { TaskAction, TaskActionNeed, TaskState } from '@porchlight/contract/task-types.ts'

/** Actions that are moves of a lifecycle. Every state that is not final has `assign` and `note` as well. */
export type MovingAction = Exclude<TaskAction, 'assign' | 'note'>

/** What a guard looks at. */
export type Guarded = {
  csrId: string | null
  preparedByCsrId: string | null
  /** The task is on its way to the customer information system (CIS). */
  isTold: boolean
  /** The task's effect is made, or the utility makes it. */
  mayComplete: boolean
}

/** Whether a CSR may make this move of this task: `ok`, or the reason why not. */
export type Guard = (task: Guarded, by: { csrId: string }) => 'ok' | Reason

/** A move from one state to another, or to the same state by an action that changes something else. */
export type Move = {
  from: TaskState
  to: TaskState
  /** The action by which a CSR may make the move, in the states that the task type names. Without it only the engine and requests make the move. */
  action?: MovingAction
  needs?: readonly TaskActionNeed[]
  guard?: Guard
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
