import { mayComplete } from '../lifecycle/effect-of.ts'
import { holdTask } from '../moving/held-task.ts'
import { moveTasks } from '../moving/move-task.ts'
import type { TaskTools } from '../moving/task-tools.ts'

/** Who the log says it was. */
const actor = 'cis'

/**
 * The customer information system took a task; `reference` is what it calls it. Told twice, or of a task that is over, it
 * changes nothing.
 */
export async function deliveryAccepted(tools: TaskTools, taskId: number, reference = ''): Promise<boolean> {
  const task = await holdTask(tools.sql, taskId)
  if (task?.state !== 'processing') return false
  // One that an earlier version told before its effect was made: what is tried again makes it.
  if (!mayComplete(tools.installation.taskTypes[task.taskType], task.isApplied)) {
    const failure = 'effect-not-made'
    await moveTasks(tools, [{ task, to: 'error', details: { actor, reason: failure, failure } }])
    return true
  }
  await moveTasks(tools, [{ task, to: 'completed', details: { actor, reason: reference } }])
  return true
}

/** It will not have it: the task is in error with its reason, and somebody is asked to look into it. */
export async function deliveryRefused(tools: TaskTools, taskId: number, reason: string): Promise<boolean> {
  const task = await holdTask(tools.sql, taskId)
  if (task?.state !== 'processing') return false
  await moveTasks(tools, [{ task, to: 'error', details: { actor, reason, failure: reason } }])
  return true
}
