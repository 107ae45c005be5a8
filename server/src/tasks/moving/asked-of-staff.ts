import type { TaskState } from '@porchlight/contract/task-types.ts'
import { taskTypeOf } from '../lifecycle/registry.ts'
import type { HeldTask } from './held-task.ts'
import { raiseToDo } from './raise-to-do.ts'
import type { TaskTools } from './task-tools.ts'

/** What a person is asked when a task comes into a state; undefined where nobody is. */
export function askedOfStaff(
  { taskType, state }: { taskType: HeldTask['taskType']; state: TaskState },
  isDelivered: boolean,
) {
  if (state === 'error') return { subject: 'task-failed', priority: 2 }
  if (state === 'awaiting-approval') return { subject: 'task-awaits-approval', priority: 3 }
  const isByHand = state === 'processing' && !isDelivered && taskTypeOf(taskType).isDoneByUtility
  return isByHand ? { subject: 'task-to-do-by-hand', priority: 3 } : undefined
}

type Asking = Pick<HeldTask, 'taskId' | 'taskType' | 'accountId' | 'state'>

/** Makes the to do of a task that came into a state in which a person has to look at it. */
export async function askStaff({ sql, installation }: TaskTools, task: Asking): Promise<void> {
  const isDelivered = installation.taskDelivery?.takes(task.taskType) ?? false
  const asked = askedOfStaff(task, isDelivered)
  if (!asked) return
  const { taskId, accountId } = task
  await raiseToDo(sql, { role: taskTypeOf(task.taskType).toDoRole, ...asked, accountId, taskId })
}
