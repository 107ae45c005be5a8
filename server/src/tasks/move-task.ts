import type { TaskState } from '@porchlight/contract/task-types.ts'
import type { Sql } from '#database/sql.ts'
import { appendTaskLog, updateTaskState } from './queries.ts'

export type Move = {
  taskId: number
  state: TaskState
  /** As the log names it: a user name, a CSR's id, `payment-page`, `system`. */
  actor: string
  reason: string
}

/** Moves a task that is not final to another state, with its line in the log. Throws where the task is final. */
export async function moveTask(sql: Sql, move: Move): Promise<void> {
  await updateTaskState.one(sql, move)
  await appendTaskLog(sql, move)
}
