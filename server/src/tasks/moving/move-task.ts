import type { TaskState } from '@porchlight/contract/task-types.ts'
import { type TaskProof, taskProof } from '#pipeline/outcome.ts'
import { Refusal } from '#policy/refusal.ts'
import { mayComplete } from '../lifecycle/effect-of.ts'
import { type AnyTaskType, expiresIn, type Next, whenDue } from '../lifecycle/task-type.ts'
import { askStaff } from './asked-of-staff.ts'
import type { HeldTask } from './held-task.ts'
import { applyMoves, settleTaskToDos } from './queries.ts'
import type { TaskTools } from './task-tools.ts'
import { writeContacts } from './write-contacts.ts'

/** What a move writes into the log, and what else it changes. */
export type MoveDetails = {
  /** The actor in the log: a user name, a CSR's id, `payment-page`, `cis` or `system`. */
  actor: string
  reason: string
  /** The additional action by which a CSR made the move. */
  action?: string
  /** The task's new scheduled day, on the utility's calendar. */
  scheduledOn?: string
  /** The same transaction makes the effect in our own tables. */
  isApplied?: boolean
  /** Failed attempts since the last action of a CSR; zero by default. */
  attempts?: number
  failure?: string
  /** The task waits in its new state until somebody moves it, whatever its type says about how long. */
  neverExpires?: boolean
  /** Delay in milliseconds until the worker works the task, in place of what its type says about the state. */
  waitMs?: number
}

type Moving = Pick<HeldTask, 'taskId' | 'taskType' | 'state' | 'accountId' | 'isApplied'>

/** Returns whether the lifecycle of a type has a move between two states. */
export const canMove = ({ lifecycle }: AnyTaskType, from: TaskState, to: TaskState): boolean =>
  lifecycle.moves.some((move) => move.from === from && move.to === to)

const row = (type: AnyTaskType, { task, to, details }: OneMove) => {
  const due = details.waitMs === undefined ? whenDue(type, to) : 'now'
  return {
    taskId: task.taskId,
    from: task.state,
    to,
    due,
    waitMs: details.waitMs ?? null,
    scheduledOn: details.scheduledOn ?? null,
    // A task that waits for the worker does not expire; a task that waits for a person does.
    expiresIn: due === null && !details.neverExpires ? expiresIn(type, to) : null,
    isApplied: details.isApplied ?? false,
    attempts: details.attempts ?? 0,
    failure: details.failure ?? null,
    actor: details.actor,
    reason: details.reason,
    action: details.action ?? null,
  }
}

export type OneMove = { task: Moving; to: TaskState; details: MoveDetails }

/** A task that leaves one of these states settles its to-do. */
const asking: readonly TaskState[] = ['error', 'processing', 'awaiting-approval']

/**
 * Moves tasks that this transaction holds, in one statement: state, version, log line. Then writes the contacts of completed
 * tasks and the to-dos of tasks that need a person. Throws the refusal `move-not-allowed` where a lifecycle does not have the
 * move, and `effect-not-made` where a task would be completed without its effect. Returns the versions by task.
 */
export async function moveTasks(tools: TaskTools, moves: readonly OneMove[]): Promise<Map<number, number>> {
  const { sql, grant, installation } = tools
  const { taskTypes, timeZone } = installation
  for (const { task, to, details } of moves) {
    if (!canMove(taskTypes[task.taskType], task.state, to)) throw new Refusal('move-not-allowed')
    const isApplied = task.isApplied || details.isApplied === true
    if (to === 'completed' && !mayComplete(taskTypes[task.taskType], isApplied))
      throw new Refusal('effect-not-made')
  }
  const given = moves.map((move) => row(taskTypes[move.task.taskType], move))
  const rows = await applyMoves(sql, grant, { moves: given, timeZone })
  if (rows.length !== moves.length) throw new Error('a task moved that nobody held')
  const settled = moves.filter(({ task, to }) => asking.includes(task.state) && to !== task.state)
  if (settled.length > 0)
    await settleTaskToDos(sql, grant, { taskIds: settled.map(({ task }) => task.taskId) })
  await writeContacts(
    tools,
    moves.flatMap(({ task, to }) => (to === 'completed' ? [task] : [])),
  )
  for (const { task, to } of moves) await askStaff(tools, { ...task, state: to })
  return new Map(rows.map(({ taskId, version }) => [taskId, version]))
}

/**
 * Moves one held task and returns the proof that a change in the portal must return. A move that the lifecycle does not have
 * does not compile where type and state are known; elsewhere it is refused.
 */
export async function moveTask<T extends AnyTaskType, S extends TaskState>(
  tools: TaskTools,
  task: HeldTask<T, S>,
  to: Next<T, S>,
  details: MoveDetails,
): Promise<TaskProof<T['name']>> {
  await moveTasks(tools, [{ task, to, details }])
  return taskProof(task.taskId, task.taskType)
}
