import { type TaskProof, taskProof } from '#pipeline/outcome.ts'
import { effectOf } from '../lifecycle/effect-of.ts'
import { type AnyTaskType, expiresIn, type PayloadOf, type StartOf, whenDue } from '../lifecycle/task-type.ts'
import { deliverTasks, finishedState } from '../moving/finish-task.ts'
import type { TaskTools } from '../moving/task-tools.ts'
import { writeContacts } from '../moving/write-contacts.ts'
import { appendFirstLines, insertSystemTask } from './queries.ts'

export type NewSystemTask<T extends AnyTaskType> = {
  taskType: T
  /** `done`: this transaction makes the task's effect. */
  state: Exclude<StartOf<T>, 'completed'> | 'done'
  /** The originating task. The new task copies its account and four fields. */
  originatingTaskId: number
  payload: PayloadOf<T>
  amount?: { cents: number; currency: string }
  scheduledOn?: string
  correlationId: string
  idempotencyKey?: string
  /** The log's first line. */
  reason: string
}

/** Makes a task in the name of the system, with `system` as the actor in its log. Returns the proof of the task. */
export async function createSystemTask<T extends AnyTaskType>(
  tools: TaskTools,
  task: NewSystemTask<T>,
): Promise<TaskProof<T['name']>> {
  const { sql, grant, installation } = tools
  const { taskType: type, reason } = task
  const taskType = type.name
  const isDone = task.state === 'done'
  if (isDone && effectOf(type) === 'none') throw new Error(`a ${taskType} task has no effect that was made`)
  const state = task.state === 'done' ? finishedState(tools, type, true) : task.state
  const due = whenDue(type, state)
  const { taskId } = await insertSystemTask.one(sql, grant, {
    taskType,
    state,
    originatingTaskId: task.originatingTaskId,
    payload: type.payload.parse(task.payload),
    amountCents: task.amount?.cents ?? null,
    currency: task.amount?.currency ?? null,
    scheduledOn: task.scheduledOn ?? null,
    due,
    timeZone: installation.timeZone,
    expiresIn: due === null ? expiresIn(type, state) : null,
    isApplied: isDone,
    correlationId: task.correlationId,
    idempotencyKey: task.idempotencyKey ?? null,
  })
  await appendFirstLines(sql, grant, { taskIds: [taskId], states: [state], actor: 'system', reason })
  if (state === 'completed') await writeContacts(tools, [{ taskId, taskType }])
  else if (isDone) await deliverTasks(tools, [{ taskId, taskType }])
  return taskProof(taskId, taskType)
}
