import { type TaskProof, taskProof } from '#pipeline/outcome.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { effectOf } from '../lifecycle/effect-of.ts'
import type { AnyTaskType } from '../lifecycle/task-type.ts'
import { askStaff } from '../moving/asked-of-staff.ts'
import { deliverTasks, finishedState } from '../moving/finish-task.ts'
import { writeContacts } from '../moving/write-contacts.ts'
import { type Asked, type Making, type NewTask, type NewTaskRow, newTaskRow } from './new-task.ts'
import { appendFirstLines, insertTasks, taskByKey } from './queries.ts'
import { isSameQuestion } from './same-question.ts'

/** Returns the task that this idempotency key has already made. Refuses a different request under the same key. */
async function idOfSameTask({ sql }: Making, row: NewTaskRow): Promise<number> {
  const { selfServiceUserId, taskType, idempotencyKey } = row
  const earlier = await taskByKey.first(sql, { selfServiceUserId, taskType, idempotencyKey })
  if (!earlier) throw new Refusal('invalid-request')
  if (!isSameQuestion(earlier, row)) throw refuseField('idempotencyKey', 'not-valid')
  return earlier.taskId
}

/** Writes tasks and their first log lines, with two statements for any number of tasks. */
async function insert(context: Making, rows: readonly NewTaskRow[]): Promise<number[]> {
  const { sql, grant, installation } = context
  const made = await insertTasks(sql, grant, { tasks: rows, timeZone: installation.timeZone })
  const taskIds = made.map(({ taskId }) => taskId)
  const states = rows.map(({ state }) => state)
  const actor = rows[0]?.webUserId ?? 'visitor'
  if (taskIds.length > 0) await appendFirstLines(sql, grant, { taskIds, states, actor, reason: '' })
  return taskIds
}

async function insertOne(
  context: Making,
  row: NewTaskRow,
  isAskedElsewhere = false,
): Promise<{ taskId: number; isNew: boolean }> {
  const { taskType, state, accountId } = row
  const [made] = await insert(context, [row])
  const taskId = made ?? (await idOfSameTask(context, row))
  if (made !== undefined && !isAskedElsewhere) await askStaff(context, { taskId, taskType, state, accountId })
  return { taskId, isNew: made !== undefined }
}

/**
 * Makes the self-service task of this request and its first log line in the request's transaction, with the four fields of the
 * grant's actor. The worker works the task after the commit, on its scheduled day, or after a decision. Returns the task's id;
 * for a known idempotency key, the id of the task that the key made before.
 */
export async function createTask<T extends AnyTaskType>(
  context: Making,
  task: NewTask<T>,
): Promise<TaskProof<T['name']>> {
  const row = newTaskRow(context, task, false)
  const { taskId } = await insertOne(context, row, task.isAskedElsewhere)
  return taskProof(taskId, task.taskType.name)
}

/**
 * Makes the task of a change that this transaction makes. The task is completed at once, or `processing` until the customer
 * information system accepts it.
 */
export async function createDoneTask<T extends AnyTaskType>(
  context: Making,
  task: Asked<T>,
): Promise<TaskProof<T['name']>> {
  const type = task.taskType
  const taskType: T['name'] = type.name
  if (effectOf(type) === 'none') throw new Error(`a ${taskType} task has no effect that was made`)
  const state = finishedState(context, type, true)
  const { taskId, isNew } = await insertOne(context, newTaskRow(context, { ...task, state }, true))
  if (!isNew) return taskProof(taskId, taskType)
  if (state === 'completed') await writeContacts(context, [{ taskId, taskType }])
  else await deliverTasks(context, [{ taskId, taskType }])
  return taskProof(taskId, taskType)
}

/** Makes many tasks of one request at once (paperless for thirty accounts). Returns their proofs, in order. */
export async function createTasks<T extends AnyTaskType>(
  context: Making,
  tasks: readonly Omit<NewTask<T>, 'idempotencyKey'>[],
): Promise<TaskProof<T['name']>[]> {
  const rows = tasks.map((task) => newTaskRow(context, task as NewTask<T>, false))
  const taskIds = await insert(context, rows)
  for (const [at, { taskType, state, accountId }] of rows.entries())
    await askStaff(context, { taskId: taskIds[at] ?? 0, taskType, state, accountId })
  return taskIds.map((taskId, at) => taskProof(taskId, rows[at]?.taskType as T['name']))
}
