import type { TaskState, TaskType } from '@porchlight/contract/task-types.ts'
import { z } from 'zod'
import type { Sql } from '#database/sql.ts'
import type { Grant } from '#policy/grant.ts'
import type { RetryPolicy } from '#worker/backoff.ts'
import type { Lifecycle, MovingAction, NextState, StateOf, StatesWith } from './lifecycle.ts'

/** A task as its effect sees it. */
export type WorkedTask<P> = {
  taskId: number
  accountId: number | null
  selfServiceUserId: number | null
  payload: P
  amountCents: number | null
  currency: string | null
}

/** A task that could not be done. `isForGood`: a retry cannot help. */
export type Failure = { taskId: number; reason: string; isForGood: boolean }

/** What an effect may know of the installation: its calendar, and what a mail to the customer says. */
export type WorkInstallation = {
  timeZone: string
  utilityName: string
  origins: { portal: string }
}

/**
 * Makes the effect of these tasks in our own tables, in the worker's transaction, and returns those that could not be done. One
 * statement works all of them. It does nothing outside the database: messages and calls leave by an outbox.
 */
export type Work<P> = (
  sql: Sql,
  grant: Grant<'job:work-tasks'>,
  tasks: readonly WorkedTask<P>[],
  installation: WorkInstallation,
) => Promise<readonly Failure[]>

/** The role that gets the to-do when a task needs a person. */
export type ToDoRole = 'payments' | 'customer-records' | 'service-orders'

type Declared<N extends TaskType, L extends Lifecycle, P extends z.ZodType> = {
  name: N
  lifecycle: L
  /** What was asked. Where a value replaces another: `{ field: { before, after } }`. Never a secret. */
  payload: P
  /**
   * The effect that the worker makes. Without it, `isMadeInRequest` or `isDoneByUtility` says who makes the effect. A type with
   * none of the three has no effect yet: its tasks are never completed (`effect-of.ts`).
   */
  work?: Work<z.output<P>>
  /** The request that makes the task makes its effect too, in the same transaction. */
  isMadeInRequest?: true
  /** Our tables do not hold the effect: the CIS makes it, or a person where there is no CIS. */
  isDoneByUtility?: true
  /** A pending or scheduled task waits for the payment provider, or for the job that orders payments at the bank: not for the worker. */
  pendingFor?: 'payment-page'
  retries: RetryPolicy
  /** How long a task waits in a state, as a PostgreSQL interval, before it expires. */
  expires?: { [S in Extract<L['moves'][number], { to: 'expired' }>['from']]?: string }
  /** A completed task writes a line of this class and type into its account's contact history. */
  contact?: { class: string; type: string }
  toDoRole: ToDoRole
  /** The states in which a CSR has an action. */
  csrActions: { [A in MovingAction]?: readonly StatesWith<L, A>[] }
  /**
   * A later completed task of one of these types, of the same account or web user, leaves nothing of this one: told to the CIS
   * after it, this one would undo it, and so it is not told any more.
   */
  replacedBy?: { laterTypes: readonly TaskType[]; of: 'account' | 'web-user' }
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
  retries: RetryPolicy
  expires?: { [S in TaskState]?: string }
  contact?: { class: string; type: string }
  toDoRole: ToDoRole
  csrActions: { [A in MovingAction]?: readonly TaskState[] }
  replacedBy?: { laterTypes: readonly TaskType[]; of: 'account' | 'web-user' }
}

/** Every task type of an installation, by name. The features declare them; the engine is given them. */
export type TaskTypes = Readonly<Record<TaskType, AnyTaskType>>

/** Declares a task type, in `task-types.ts` of the feature that it belongs to. */
export const taskType = <const N extends TaskType, const L extends Lifecycle, P extends z.ZodType>(
  declared: Declared<N, L, P>,
) => declared

/** What a task of this type was asked. */
export type PayloadOf<T extends AnyTaskType> = z.input<T['payload']>
/** The states that a task of this type can be made in. */
export type StartOf<T extends AnyTaskType> = T['lifecycle']['starts'][number]
/** The states that a task of this type can go to from a state; of a type that is not known, any. */
export type Next<T extends AnyTaskType, S> = AnyTaskType extends T
  ? TaskState
  : S extends StateOf<T['lifecycle']>
    ? NextState<T['lifecycle'], S>
    : never

/** Returns when the worker takes up a task that comes into a state; null where the task waits for somebody else. */
export function whenDue(type: AnyTaskType, state: TaskState): 'now' | 'on-date' | null {
  if (type.pendingFor !== undefined) return null
  if (state === 'scheduled') return 'on-date'
  return state === 'pending' ? 'now' : null
}

/** How long a task may wait in a state, as a PostgreSQL interval; null where it may wait forever. */
export const expiresIn = (type: AnyTaskType, state: TaskState): string | null => type.expires?.[state] ?? null

/** The schema of a change: what was replaced, and by what. */
export const change = <T extends z.ZodType>(value: T) =>
  z.strictObject({ before: value.nullable(), after: value })

/** Returns a failure for each task that changed nothing, because what it is about is no longer there. */
export function notFound<P>(
  tasks: readonly WorkedTask<P>[],
  reason: string,
  isFound: (task: WorkedTask<P>) => boolean,
): Failure[] {
  return tasks.filter((task) => !isFound(task)).map(({ taskId }) => ({ taskId, reason, isForGood: true }))
}
