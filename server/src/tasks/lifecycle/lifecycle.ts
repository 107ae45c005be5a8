import type { Reason } from '@porchlight/contract/reasons.ts'
import type { TaskAction, TaskActionNeed, TaskState } from '@porchlight/contract/task-types.ts'

/** Actions that are moves of a lifecycle; `assign` and `note` are there in every state that is not final. */
export type MovingAction = Exclude<TaskAction, 'assign' | 'note'>

/** What a guard looks at. */
export type Guarded = {
  csrId: string | null
  preparedByCsrId: string | null
  /** It is told to the customer information system. */
  isTold: boolean
  /** What it asks for is there, or the utility's to do. */
  mayComplete: boolean
}

/** Whether a CSR may make this move of this task: `ok`, or the reason why not. */
export type Guard = (task: Guarded, by: { csrId: string }) => 'ok' | Reason

/** One way from a state to another, or (an action that leaves the state as it is) to the same. */
export type Move = {
  from: TaskState
  to: TaskState
  /** A CSR may make it by this action, where the task type says so; without, only the engine and requests make it. */
  action?: MovingAction
  needs?: readonly TaskActionNeed[]
  guard?: Guard
}

/** States and the moves between them, as data. A state without a move out of it is final. */
export type Lifecycle = {
  name: string
  /** What a task can be made in. A task that is done in its own request is `completed` at once. */
  starts: readonly TaskState[]
  moves: readonly Move[]
}

type MoveOf<L extends Lifecycle> = L['moves'][number]
/** The states from which a move goes. */
export type StateOf<L extends Lifecycle> = MoveOf<L>['from']
/** Where a task in the state S can go. */
export type NextState<L extends Lifecycle, S> = Extract<MoveOf<L>, { from: S }>['to']
/** The states in which a lifecycle has an action. */
export type StatesWith<L extends Lifecycle, A> = Extract<MoveOf<L>, { action: A }>['from']

/** Declares a lifecycle and keeps its literals, so that the compiler knows its moves. */
export const lifecycle = <const L extends Lifecycle>(declared: L): L => declared
