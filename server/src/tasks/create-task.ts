import type { TaskType } from '@porchlight/contract/task-types.ts'
import type { Context } from '#pipeline/handler.ts'
import { Refusal, refuseField } from '#pipeline/refusal.ts'
import type { Actor } from '#policy/actor.ts'
import { askStaff } from './asked-of-staff.ts'
import { type TaskActor, taskAttribution } from './attribution.ts'
import { deliverTasks, finishedState } from './finish-task.ts'
import { appendFirstLines, insertTasks, taskByKey } from './queries.ts'
import { type PayloadOf, type StartOf, taskTypeOf } from './registry.ts'
import { expiresIn, whenDue } from './when-due.ts'
import { writeContacts } from './write-contacts.ts'

/** What was asked. */
export type Asked<T extends TaskType> = {
  taskType: T
  /** What was asked, as the type's schema has it. Never a secret. */
  payload: PayloadOf<T>
  /** Integer cents. */
  amount?: { cents: number; currency: string }
  /** The same web user asks the same thing once under one key. */
  idempotencyKey?: string
  /** For a task about another account than the grant's. */
  accountId?: number
  /** The web user that a CSR at the desk does it for. */
  onBehalfOf?: number
  /** The task that this one reverses. */
  originatingTaskId?: number
  /** The CSR who prepared what the customer now asks for. */
  preparedByCsrId?: string
}

export type NewTask<T extends TaskType> = Asked<T> & {
  /** Where it waits. What is done in the same transaction is made by `createDoneTask`. */
  state: Exclude<StartOf<T>, 'completed'>
  /** Of the utility's calendar: the day on which a scheduled task is done. */
  scheduledOn?: string
}

type Making = Pick<Context, 'sql' | 'grant' | 'installation' | 'correlationId'> & { task: Context['task'] }

const makesTasks = (actor: Actor): actor is TaskActor =>
  actor.kind === 'customer' || actor.kind === 'masquerade' || actor.kind === 'csr' || actor.kind === 'visitor'

async function insert<T extends TaskType>(
  context: Making,
  task: Asked<T> & { state: NewTask<T>['state'] | 'processing' | 'completed'; scheduledOn?: string },
  isApplied: boolean,
): Promise<{ taskId: number; isNew: boolean }> {
  const { sql, installation } = context
  const { actor, accountId } = context.grant
  if (!makesTasks(actor)) throw new Error(`${actor.kind} makes no tasks of its own`)
  const type = taskTypeOf(task.taskType)
  const { state, scheduledOn = null, idempotencyKey = null } = task
  if (state === 'scheduled' && scheduledOn === null) throw refuseField('scheduledOn', 'required')
  const attribution = taskAttribution(actor, task.onBehalfOf ?? null)
  const due = whenDue(type, state)
  const row = {
    ...attribution,
    taskType: task.taskType,
    state,
    accountId: task.accountId ?? accountId ?? null,
    preparedByCsrId: task.preparedByCsrId ?? null,
    originatingTaskId: task.originatingTaskId ?? null,
    payload: type.payload.parse(task.payload),
    amountCents: task.amount?.cents ?? null,
    currency: task.amount?.currency ?? null,
    scheduledOn,
    due,
    expiresIn: due === null ? expiresIn(type, state) : null,
    isApplied,
    correlationId: context.correlationId,
    idempotencyKey,
  }
  const [made] = await insertTasks(sql, { tasks: [row], timeZone: installation.timeZone })
  if (!made) return { taskId: await known(context, row), isNew: false }
  const { taskId } = made
  const who = attribution.webUserId ?? 'visitor'
  await appendFirstLines(sql, { taskIds: [taskId], state, actor: who, reason: '' })
  context.task = { taskId, taskType: task.taskType }
  await askStaff(context, { taskId, taskType: task.taskType, state, accountId: row.accountId })
  return { taskId, isNew: true }
}

type Row = {
  selfServiceUserId: number | null
  taskType: TaskType
  idempotencyKey: string | null
  payload: unknown
}

/** The task that this key has made already. With another question under the same key the request is refused. */
async function known(context: Making, { payload, ...key }: Row): Promise<number> {
  const found = await taskByKey.first(context.sql, key)
  if (!found) throw new Refusal('invalid-request')
  const isSame = JSON.stringify(sorted(found.payload)) === JSON.stringify(sorted(payload))
  if (!isSame) throw refuseField('idempotencyKey', 'not-valid')
  context.task = { taskId: found.taskId, taskType: key.taskType }
  return found.taskId
}

/** The same value with its keys in order: jsonb keeps none. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}

/**
 * Makes the self-service task of this request, in its transaction, with the four fields taken from the grant's actor, and its
 * first line in the log. The worker takes it up when it commits, on its day, or when somebody has decided. Returns the task's
 * id: with an idempotency key that is known, the id of the task that it made before.
 */
export async function createTask<T extends TaskType>(context: Making, task: NewTask<T>): Promise<number> {
  const { taskId } = await insert(context, task, false)
  return taskId
}

/**
 * Makes the task of a change that this transaction makes: completed at once, or (where it is told to the customer information
 * system) in processing until that has taken it.
 */
export async function createDoneTask<T extends TaskType>(context: Making, task: Asked<T>): Promise<number> {
  const { taskType } = task
  const state = finishedState(context, taskType, true)
  const { taskId, isNew } = await insert(context, { ...task, state }, true)
  if (!isNew) return taskId
  if (state === 'completed') await writeContacts(context.sql, [{ taskId, taskType }])
  else await deliverTasks(context, [{ taskId, taskType }])
  return taskId
}
