import { type TaskState, type TaskType, taskTypes } from '@porchlight/contract/task-types.ts'
import type { ClaimTask } from './queries.generated.ts'

/** A due task that this worker has claimed, until the end of its transaction. */
export type ClaimedTask = Omit<ClaimTask['row'], 'taskType' | 'state'> & {
  taskType: TaskType
  state: TaskState
}

/** Returns the claimed tasks of the types that this version knows. */
export const withKnownType = (rows: readonly ClaimTask['row'][]): ClaimedTask[] =>
  rows.filter(({ taskType }) => (taskTypes as readonly string[]).includes(taskType)) as ClaimedTask[]
