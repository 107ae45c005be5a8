import type { Response } from '@porchlight/contract/endpoint.ts'
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

/** A change, with the self-service task that the endpoint declares. */
class Changed<T extends TaskType, R> {
  readonly #isChange = true
  constructor(
    readonly task: TaskProof<T>,
    readonly response: R,
  ) {}
  static is = (value: object): value is Changed<TaskType, unknown> => #isChange in value
}
/** The requested state already exists: no task, no line in the record, no mail. The pipeline checks that nothing was written. */
class Unchanged<R> {
  readonly #isUnchanged = true
  constructor(readonly response: R) {}
  static is = (value: object): value is Unchanged<unknown> => #isUnchanged in value
}
/** A change that has written its own line in the record. */
class Recorded<R> {
  readonly #isRecorded = true
  constructor(
    readonly proof: RecordProof,
    readonly response: R,
  ) {}
  static is = (value: object): value is Recorded<unknown> => #isRecorded in value
}

export const changed = <T extends TaskType, R>(task: TaskProof<T>, response: R) => new Changed(task, response)
export const unchanged = <R>(response: R) => new Unchanged(response)
export const recorded = <R>(proof: RecordProof, response: R) => new Recorded(proof, response)

type Reads = { method: 'GET' } | { reads: true }

/**
 * What the handler of an endpoint returns. A read: its response. A change that the contract gives a self-service task: that
 * task beside the response, or `unchanged`; a handler that forgets both does not compile. Any other change: its response, whose
 * line in the record the pipeline writes.
 */
export type Outcome<E, R = Response<E>> = E extends Reads
  ? R
  : E extends { task: infer T extends TaskType }
    ? Changed<T, R> | Unchanged<R>
    : R | Unchanged<R> | Recorded<R>

/** Reads an outcome: the response, and what it says of the change. */
export function readOutcome(outcome: unknown) {
  const of = { response: outcome, task: undefined, isUnchanged: false, isRecorded: false }
  if (typeof outcome !== 'object' || outcome === null) return of
  if (Changed.is(outcome)) return { ...of, response: outcome.response, task: outcome.task }
  if (Unchanged.is(outcome)) return { ...of, response: outcome.response, isUnchanged: true }
  if (Recorded.is(outcome)) return { ...of, response: outcome.response, isRecorded: true }
  return of
}
