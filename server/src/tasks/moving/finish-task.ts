import type { TaskType } from '@porchlight/contract/task-types.ts'
import { type TaskProof, taskProof } from '#pipeline/outcome.ts'
import type { AnyTaskType } from '../lifecycle/task-type.ts'
import type { HeldTask } from './held-task.ts'
import { type MoveDetails, moveTasks } from './move-task.ts'
import type { TaskTools } from './task-tools.ts'

/**
 * Returns the state of a task after our own part is done: sent to the customer information system, waiting for the utility's
 * staff, or completed.
 */
export function finishedState(
  { installation }: Pick<TaskTools, 'installation'>,
  { name, isDoneByUtility }: AnyTaskType,
  isApplied: boolean,
): 'processing' | 'completed' {
  if (installation.taskDelivery?.takes(name)) return 'processing'
  return isDoneByUtility && !isApplied ? 'processing' : 'completed'
}

/** Writes deliveries for those tasks whose type is sent to the customer information system. */
export async function deliverTasks(
  { sql, grant, installation }: TaskTools,
  tasks: readonly { taskId: number; taskType: TaskType }[],
): Promise<void> {
  const { taskDelivery } = installation
  const taken = tasks.filter(({ taskType }) => taskDelivery?.takes(taskType)).map(({ taskId }) => taskId)
  if (taskDelivery && taken.length > 0) await taskDelivery.enqueue(sql, grant, taken)
}

/** Finishes a task whose effect this transaction makes: completes it, or sends it to the CIS. */
export async function finishTask<T extends AnyTaskType>(
  tools: TaskTools,
  task: HeldTask<T>,
  details: Pick<MoveDetails, 'actor' | 'reason'>,
): Promise<TaskProof<T['name']>> {
  const to = finishedState(tools, tools.installation.taskTypes[task.taskType], true)
  await moveTasks(tools, [{ task, to, details: { ...details, isApplied: true } }])
  if (to === 'processing') await deliverTasks(tools, [task])
  return taskProof(task.taskId, task.taskType)
}
