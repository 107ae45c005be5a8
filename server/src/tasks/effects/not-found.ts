import type { Failure, WorkedTask } from '../lifecycle/task-type.ts'

/** Failures for those tasks that changed nothing: what they are about is no longer there. Trying again is of no use. */
export function notFound<P>(
  tasks: readonly WorkedTask<P>[],
  reason: string,
  isFound: (task: WorkedTask<P>) => boolean,
): Failure[] {
  return tasks.filter((task) => !isFound(task)).map(({ taskId }) => ({ taskId, reason, isForGood: true }))
}
