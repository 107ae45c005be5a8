import { waitMs } from '../error-policy.ts'
import { finishedState } from '../finish-task.ts'
import type { OneMove } from '../move-task.ts'
import { taskTypeOf } from '../registry.ts'
import type { TaskTools } from '../task-tools.ts'
import type { Failure } from '../task-type.ts'
import type { ClaimedTask } from './claimed-task.ts'

const actor = 'system'

/** What a failed attempt makes of a task: another one later, or (after too many, or where it is of no use) an error. */
export function failed(task: ClaimedTask, { reason, isForGood }: Omit<Failure, 'taskId'>): OneMove {
  const { errorPolicy } = taskTypeOf(task.taskType)
  const attempts = task.attempts + 1
  const isOver = isForGood || attempts >= errorPolicy.mostAttempts
  const details = { actor, reason, attempts, failure: reason }
  return isOver
    ? { task, to: 'error', details }
    : { task, to: 'pending', details: { ...details, waitMs: waitMs(errorPolicy, attempts) } }
}

/** What becomes of a task for which all is done that we do ourselves. */
export function done(tools: Pick<TaskTools, 'installation'>, task: ClaimedTask): OneMove {
  const isApplied = task.isApplied || taskTypeOf(task.taskType).work !== undefined
  const to = finishedState(tools, task.taskType, isApplied)
  return { task, to, details: { actor, reason: '', isApplied } }
}
