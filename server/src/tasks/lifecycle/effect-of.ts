import type { TaskType } from '@porchlight/contract/task-types.ts'
import { taskTypeOf } from './registry.ts'

/**
 * Who makes what a task of a type asks for: the worker or the request that made it, in our own tables; the utility, by hand or
 * in the CIS, where our tables do not hold it; or nobody yet.
 */
export type Effect = 'worker' | 'request' | 'utility' | 'none'

export function effectOf(taskType: TaskType): Effect {
  const { work, isMadeInRequest, isDoneByUtility } = taskTypeOf(taskType)
  if (work) return 'worker'
  if (isMadeInRequest) return 'request'
  return isDoneByUtility ? 'utility' : 'none'
}

/**
 * Whether a task may be completed: what it asks for is there. Of our own tables the engine knows (`isApplied`); what the
 * utility does is the word of whoever says that it is done. What nobody makes yet is never completed.
 */
export function mayComplete({ taskType, isApplied }: { taskType: TaskType; isApplied: boolean }): boolean {
  const effect = effectOf(taskType)
  return effect === 'utility' || (effect !== 'none' && isApplied)
}
