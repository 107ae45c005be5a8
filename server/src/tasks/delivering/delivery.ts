import { mayComplete } from '../lifecycle/effect-of.ts'
import { holdTask } from '../moving/held-task.ts'
import { moveTasks } from '../moving/move-task.ts'
import type { TaskTools } from '../moving/task-tools.ts'

/** The actor in the task's log. */
const actor = 'cis'

/**
 * Completes a task that the CIS has accepted; `reference` is the CIS's name for it. A second call, or one for a task that is
 * no longer processing, changes nothing and returns false.
 */
export async function deliveryAccepted(tools: TaskTools, taskId: number, reference = ''): Promise<boolean> {
  const task = await holdTask(tools.sql, taskId)
  if (task?.state !== 'processing') return false
  // An earlier version told the CIS before it made the effect. A retry makes it.
  if (!mayComplete(tools.installation.taskTypes[task.taskType], task.isApplied)) {
    const failure = 'effect-not-made'
    await moveTasks(tools, [{ task, to: 'error', details: { actor, reason: failure, failure } }])
    return true
  }
  await moveTasks(tools, [{ task, to: 'completed', details: { actor, reason: reference } }])
  return true
}

/** Puts a task that the CIS has refused into error with its reason, and raises a to-do. */
export async function deliveryRefused(tools: TaskTools, taskId: number, reason: string): Promise<boolean> {
  const task = await holdTask(tools.sql, taskId)
  if (task?.state !== 'processing') return false
  await moveTasks(tools, [{ task, to: 'error', details: { actor, reason, failure: reason } }])
  return true
}
