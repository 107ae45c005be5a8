import { type TaskState, type TaskType, taskTypes } from '@porchlight/contract/task-types.ts'
import type { Sql } from '#database/sql.ts'
import type { AnyTaskType } from '../lifecycle/task-type.ts'
import type { HoldTask } from './queries.generated.ts'
import { holdTask as hold } from './queries.ts'

/** Tells only the compiler which declaration the type of a held task has. */
declare const declaration: unique symbol

/** A task that this transaction has locked. With a known type and state the compiler knows its moves. */
export type HeldTask<T extends AnyTaskType = AnyTaskType, S extends TaskState = TaskState> = Omit<
  HoldTask['row'],
  'taskType' | 'state'
> & { taskType: T['name']; state: S; readonly [declaration]?: T }

const isKnown = (name: string): name is TaskType => (taskTypes as readonly string[]).includes(name)

/** Locks a task until the end of the transaction. Returns undefined where the task does not exist or this role cannot see it. */
export async function holdTask(sql: Sql, taskId: number): Promise<HeldTask | undefined> {
  const row = await hold.first(sql, { taskId })
  if (!row) return undefined
  const { taskType, state } = row
  if (!isKnown(taskType))
    throw new Error(`task ${taskId} is of a type that this version does not know: ${taskType}`)
  // A CHECK constraint of the table lists the states.
  return { ...row, taskType, state: state as TaskState }
}

/** Returns whether a held task is of this type and in one of these states, and tells the compiler so. */
export function isHeldIn<T extends AnyTaskType, const S extends TaskState>(
  task: HeldTask,
  { name }: T,
  ...states: S[]
): task is HeldTask<T, S> {
  return task.taskType === name && (states as TaskState[]).includes(task.state)
}
