import type { AnyTaskType } from './task-type.ts'

/**
 * Who makes the effect of a task type: the worker or the request, in our own tables; the utility, by hand or in the CIS, where
 * our tables do not hold it; or nobody yet.
 */
export type Effect = 'worker' | 'request' | 'utility' | 'none'

export function effectOf({ work, isMadeInRequest, isDoneByUtility }: AnyTaskType): Effect {
  if (work) return 'worker'
  if (isMadeInRequest) return 'request'
  return isDoneByUtility ? 'utility' : 'none'
}

/**
 * Returns whether a task may be completed: its effect is made. The engine knows this for our own tables (`isApplied`); for the
 * utility's work it trusts the CSR who completes the task. A type without an effect is never completed.
 */
export function mayComplete(type: AnyTaskType, isApplied: boolean): boolean {
  const effect = effectOf(type)
  return effect === 'utility' || (effect !== 'none' && isApplied)
}
