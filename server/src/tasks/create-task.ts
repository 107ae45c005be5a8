import type { TaskState, TaskType } from '@porchlight/contract/task-types.ts'
import type { Context } from '#pipeline/handler.ts'
import type { Actor } from '#policy/actor.ts'
import { type TaskActor, taskAttribution } from './attribution.ts'
import { appendTaskLog, insertTask } from './queries.ts'

export type NewTask = {
  taskType: TaskType
  /** `completed` where the change is done in the same transaction. */
  state: TaskState
  /** What was asked. Where a value replaces another: `{ field: { before, after } }`. Never a secret. */
  payload: Record<string, unknown>
  /** Integer cents. */
  amount?: { cents: number; currency: string }
  /** A PostgreSQL interval after which a task that still waits expires. */
  expiresIn?: string
  idempotencyKey?: string
  /** For a task about another account than the grant's. */
  accountId?: number
}

const makesTasks = (actor: Actor): actor is TaskActor =>
  actor.kind === 'customer' || actor.kind === 'masquerade' || actor.kind === 'csr' || actor.kind === 'visitor'

/**
 * Makes the self-service task of this request, in its transaction, with the four fields taken from the grant's actor, and its
 * first line in the log. Returns the task's id. A task whose idempotency key is known raises the database's unique violation.
 */
export async function createTask(context: Context, task: NewTask): Promise<number> {
  const { actor, accountId } = context.grant
  if (!makesTasks(actor)) throw new Error(`${actor.kind} makes no tasks of its own`)
  const attribution = taskAttribution(actor)
  const { taskId } = await insertTask.one(context.sql, {
    ...attribution,
    taskType: task.taskType,
    state: task.state,
    accountId: task.accountId ?? accountId ?? null,
    payload: task.payload,
    amountCents: task.amount?.cents ?? null,
    currency: task.amount?.currency ?? null,
    expiresIn: task.expiresIn ?? null,
    correlationId: context.correlationId,
    idempotencyKey: task.idempotencyKey ?? null,
  })
  await appendTaskLog(context.sql, {
    taskId,
    state: task.state,
    actor: attribution.webUserId ?? 'visitor',
    reason: '',
  })
  context.task = { taskId, taskType: task.taskType }
  return taskId
}
