import type { TaskState, TaskType } from '@porchlight/contract/task-types.ts'
import type { z } from 'zod'
import type { Sql } from '#database/sql.ts'
import type { ErrorPolicy } from './error-policy.ts'
import type { Lifecycle, MovingAction, StatesWith } from './lifecycle.ts'

/** A task as its handler sees it. */
export type WorkedTask<P> = {
  taskId: number
  accountId: number | null
  selfServiceUserId: number | null
  payload: P
  amountCents: number | null
  currency: string | null
}

/** A task that could not be done; `isForGood` where trying again is of no use. */
export type Failure = { taskId: number; reason: string; isForGood: boolean }

/**
 * Makes the effect of these tasks in our own tables, in the worker's transaction, and names those that could not be done. Set
 * based: one statement for all. It does nothing outside the database; messages and calls leave by an outbox.
 */
export type Work<P> = (sql: Sql, tasks: readonly WorkedTask<P>[]) => Promise<readonly Failure[]>

/** Whose work a task in need of a person is. */
export type ToDoRole = 'payments' | 'customer-records' | 'service-orders'

type Declared<N extends TaskType, L extends Lifecycle, P extends z.ZodType> = {
  name: N
  lifecycle: L
  /** What was asked. Where a value replaces another: `{ field: { before, after } }`. Never a secret. */
  payload: P
  /**
   * The effect that the worker makes; without, `isMadeInRequest` or `isDoneByUtility` says who does. A type that has none of the
   * three has no effect yet: its tasks are never completed (`effect-of.ts`).
   */
  work?: Work<z.output<P>>
  /** The request that makes the task makes its effect too, in the same transaction. */
  isMadeInRequest?: true
  /** Without a CIS a person does it: our tables do not hold it. */
  isDoneByUtility?: true
  /** A pending task waits for somebody else's word, not for the worker. */
  pendingFor?: 'payment-page'
  errorPolicy: ErrorPolicy
  /** How long a task waits in a state, as a PostgreSQL interval, before it expires. */
  expires?: { [S in Extract<L['moves'][number], { to: 'expired' }>['from']]?: string }
  /** A completed task writes a line of this class and type into its account's contact history. */
  contact?: { class: string; type: string }
  toDoRole: ToDoRole
  /** The states in which a CSR has an action. */
  csrActions: { [A in MovingAction]?: readonly StatesWith<L, A>[] }
}

/** A task type without its literals, as the engine reads it. */
export type AnyTaskType = {
  name: TaskType
  lifecycle: Lifecycle
  payload: z.ZodType
  work?: Work<never>
  isMadeInRequest?: true
  isDoneByUtility?: true
  pendingFor?: 'payment-page'
  errorPolicy: ErrorPolicy
  expires?: { [S in TaskState]?: string }
  contact?: { class: string; type: string }
  toDoRole: ToDoRole
  csrActions: { [A in MovingAction]?: readonly TaskState[] }
}

/** Declares a task type: one file in `types/`, and a line in `registry.ts`. */
export const taskType = <const N extends TaskType, const L extends Lifecycle, P extends z.ZodType>(
  declared: Declared<N, L, P>,
) => declared
