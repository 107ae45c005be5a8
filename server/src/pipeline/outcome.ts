import type { Reads, Response } from '@porchlight/contract/endpoint.ts'
import type { TaskType } from '@porchlight/contract/task-types.ts'
import type { RecordProof } from '#record/record.ts'

declare const byEngine: unique symbol
/** The self-service task that a request made or moved. Only the task engine makes one (tools/architecture.mjs looks). */
export type TaskProof<T extends TaskType = TaskType> = {
  readonly taskId: number
  readonly taskType: T
  readonly [byEngine]: true
}
export const taskProof = <T extends TaskType>(taskId: number, taskType: T) =>
  ({ taskId, taskType }) as TaskProof<T>

/** What a change has led to. Only the three functions below make one. */
class Change<Kind extends 'changed' | 'unchanged' | 'recorded', R, Task = undefined> {
  readonly #isMade = true
  constructor(
    readonly kind: Kind,
    readonly response: R,
    readonly task: Task,
  ) {}
  static is = (
    value: unknown,
  ): value is Change<'changed', unknown, TaskProof> | Change<'unchanged' | 'recorded', unknown> =>
    typeof value === 'object' && value !== null && #isMade in value
}

/** A change, with the self-service task that the endpoint declares. */
export const changed = <T extends TaskType, R>(task: TaskProof<T>, response: R) =>
  new Change('changed', response, task)
/** The requested state already exists: no task, no line in the record, no mail. The pipeline checks that nothing was written. */
export const unchanged = <R>(response: R) => new Change('unchanged', response, undefined)
/** A change that has written its own line in the record. */
export const recorded = <R>(_: RecordProof, response: R) => new Change('recorded', response, undefined)

/**
 * What the handler of an endpoint returns. A read: its response. A change that the contract gives a self-service task: that
 * task beside the response, or `unchanged`; a handler that forgets both does not compile. Any other change: its response, whose
 * line in the record the pipeline writes.
 */
export type Outcome<E, R = Response<E>> = E extends Reads
  ? R
  : E extends { task: infer T extends TaskType }
    ? Change<'changed', R, TaskProof<T>> | Change<'unchanged', R>
    : R | Change<'unchanged' | 'recorded', R>

/** Reads an outcome: the response, and what it says of the change. */
export const readOutcome = (outcome: unknown) =>
  Change.is(outcome) ? outcome : ({ kind: 'response', response: outcome, task: undefined } as const)
