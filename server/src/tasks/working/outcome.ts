import { waitMs } from '../lifecycle/error-policy.ts'
import { taskTypeOf } from '../lifecycle/registry.ts'
import type { Failure } from '../lifecycle/task-type.ts'
import { finishedState } from '../moving/finish-task.ts'
import type { OneMove } from '../moving/move-task.ts'
import type { TaskTools } from '../moving/task-tools.ts'
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
