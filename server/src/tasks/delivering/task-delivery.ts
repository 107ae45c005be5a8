import type { TaskType } from '@porchlight/contract/task-types.ts'
import type { Sql } from '#database/sql.ts'
import type { Grant } from '#policy/grant.ts'
import type { TaskWriter } from '../task-writer.ts'

/**
 * Where tasks go whose effect in our own tables is made: the customer information system, by an outbox. A task that it takes
 * is `processing` until `deliveryAccepted` or `deliveryRefused`. An installation without one completes them at once.
 */
export type TaskDelivery = {
  /** Whether tasks of this type are told to it. */
  takes(taskType: TaskType): boolean
  /** Writes the deliveries, in the transaction of the change. The task's id is the idempotency key: told twice is once. */
  enqueue(sql: Sql, grant: Grant<TaskWriter>, taskIds: readonly number[]): Promise<void>
}
