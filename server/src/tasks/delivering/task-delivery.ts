import type { TaskType } from '@porchlight/contract/task-types.ts'
import type { Sql } from '#database/sql.ts'
import type { Grant } from '#policy/grant.ts'
import type { TaskWriter } from '../task-writer.ts'

/**
 * Sends applied tasks to the customer information system by an outbox. A sent task is `processing` until `deliveryAccepted` or
 * `deliveryRefused`. An installation without a CIS completes tasks at once.
 */
export type TaskDelivery = {
  /** Whether tasks of this type are sent to the CIS. */
  takes(taskType: TaskType): boolean
  /**
   * Writes the deliveries in the transaction of the change. The task's id is the idempotency key, so that the CIS ignores a
   * repeated delivery.
   */
  enqueue(sql: Sql, grant: Grant<TaskWriter>, taskIds: readonly number[]): Promise<void>
}
