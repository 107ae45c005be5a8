import { waitMs } from '#worker/backoff.ts'
import type { Failure } from '../lifecycle/task-type.ts'
import { finishedState } from '../moving/finish-task.ts'
import type { OneMove } from '../moving/move-task.ts'
import type { TaskTools } from '../moving/task-tools.ts'
import type { ClaimedTask } from './claimed-task.ts'

const actor = 'system'

/** Returns the move after a failed attempt: a retry later, or an error after too many attempts or where a retry cannot help. */
export function failed(
  { installation }: Pick<TaskTools, 'installation'>,
  task: ClaimedTask,
  { reason, isForGood }: Omit<Failure, 'taskId'>,
): OneMove {
  const { retries } = installation.taskTypes[task.taskType]
  const attempts = task.attempts + 1
  const isOver = isForGood || attempts >= retries.mostAttempts
  const details = { actor, reason, attempts, failure: reason }
  return isOver
    ? { task, to: 'error', details }
    : { task, to: 'pending', details: { ...details, waitMs: waitMs(retries, attempts) } }
}

/** Returns the move of a task for which our own part is done. */
export function done(tools: Pick<TaskTools, 'installation'>, task: ClaimedTask): OneMove {
  const type = tools.installation.taskTypes[task.taskType]
  const isApplied = task.isApplied || type.work !== undefined
  const to = finishedState(tools, type, isApplied)
  return { task, to, details: { actor, reason: '', isApplied } }
}
