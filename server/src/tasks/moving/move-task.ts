import type { TaskState } from '@porchlight/contract/task-types.ts'
import { type TaskProof, taskProof } from '#pipeline/outcome.ts'
import { Refusal } from '#pipeline/refusal.ts'
import { mayComplete } from '../lifecycle/effect-of.ts'
import { type AnyTaskType, expiresIn, type Next, whenDue } from '../lifecycle/task-type.ts'
import { askStaff } from './asked-of-staff.ts'
import type { HeldTask } from './held-task.ts'
import { applyMoves, settleTaskToDos } from './queries.ts'
import type { TaskTools } from './task-tools.ts'
import { writeContacts } from './write-contacts.ts'

/** What goes into the log with a move, and what else it changes. */
export type MoveDetails = {
  /** As the log names it: a user name, a CSR's id, `payment-page`, `cis`, `system`. */
  actor: string
  reason: string
  /** The additional action by which a CSR made it. */
  action?: string
  /** Of the utility's calendar: its day, where it is given another. */
  scheduledOn?: string
  /** The effect in our own tables is made with it. */
  isApplied?: boolean
  /** How often it failed since somebody last looked at it. Without: none. */
  attempts?: number
  failure?: string
  /** The worker takes it up now, in so many milliseconds, whatever its type says of the state. */
  waitMs?: number
}

type Moving = Pick<HeldTask, 'taskId' | 'taskType' | 'state' | 'accountId' | 'isApplied'>

/** Whether the lifecycle of a type has a move between two states. */
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
    // What the worker takes up does not expire: what waits for somebody else does.
    expiresIn: due === null ? expiresIn(type, to) : null,
    isApplied: details.isApplied ?? false,
    attempts: details.attempts ?? 0,
    failure: details.failure ?? null,
    actor: details.actor,
    reason: details.reason,
    action: details.action ?? null,
  }
}

export type OneMove = { task: Moving; to: TaskState; details: MoveDetails }

/** States whose leaving settles what was asked of a person. */
const asking: readonly TaskState[] = ['error', 'processing', 'awaiting-approval']

/**
 * Moves tasks that this transaction holds, in one statement: state, version, log line; then what hangs on a state: contacts of
 * what is completed, to dos of what needs a person. Throws the refusal `move-not-allowed` where a lifecycle has no such move,
 * and `effect-not-made` where a task would be completed although what it asks for is not there.
 * Returns the versions by task.
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
 * Moves one held task, and returns the proof that a portal's change is answered with. Where its type and state are known a move that its lifecycle does not have does not compile; where not,
 * it is refused.
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
