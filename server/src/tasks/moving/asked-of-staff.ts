import type { TaskState } from '@porchlight/contract/task-types.ts'
import type { AnyTaskType } from '../lifecycle/task-type.ts'
import type { HeldTask } from './held-task.ts'
import { raiseToDo } from './raise-to-do.ts'
import type { TaskTools } from './task-tools.ts'

/** Returns the to-do for a task that enters a state; undefined where the state needs no person. */
export function askedOfStaff(
  { isDoneByUtility }: Pick<AnyTaskType, 'isDoneByUtility'>,
  state: TaskState,
  isDelivered: boolean,
) {
  if (state === 'error') return { subject: 'task-failed', priority: 2 }
  if (state === 'awaiting-approval') return { subject: 'task-awaits-approval', priority: 3 }
  const isByHand = state === 'processing' && !isDelivered && isDoneByUtility
  return isByHand ? { subject: 'task-to-do-by-hand', priority: 3 } : undefined
}

type Asking = Pick<HeldTask, 'taskId' | 'taskType' | 'accountId' | 'state'>

/** Raises the to-do of a task that enters a state in which a person must look at it. */
export async function askStaff({ sql, grant, installation }: TaskTools, task: Asking): Promise<void> {
  const { taskId, taskType, accountId, state } = task
  const type = installation.taskTypes[taskType]
  const toDo = askedOfStaff(type, state, installation.taskDelivery?.takes(taskType) ?? false)
  if (!toDo) return
  await raiseToDo(sql, grant, { role: type.toDoRole, ...toDo, accountId, taskId })
}
