import type { Context } from '#pipeline/handler.ts'
import type { Actor } from '#policy/actor.ts'
import { accountIdOf } from '#policy/decide.ts'
import { refuseField } from '#policy/refusal.ts'
import { type AnyTaskType, expiresIn, type PayloadOf, type StartOf, whenDue } from '../lifecycle/task-type.ts'
import type { TaskWriter } from '../task-writer.ts'
import { type TaskActor, taskAttribution } from './attribution.ts'

/** A task to be made. */
export type Asked<T extends AnyTaskType> = {
  taskType: T
  /** The request's details, as the task type's schema defines them. Never a secret. */
  payload: PayloadOf<T>
  /** Integer cents. */
  amount?: { cents: number; currency: string }
  /** Idempotency key: a web user's repeated request under one key makes one task. */
  idempotencyKey?: string
  /** The account that the change has found, where the grant names none. */
  accountId?: number
  /** The web user for whom a CSR at the desk makes the request. */
  onBehalfOf?: number
  /** The task that this one reverses. */
  originatingTaskId?: number
}

export type NewTask<T extends AnyTaskType> = Asked<T> & {
  /** The state in which the task waits. `createDoneTask` makes tasks whose effect this transaction makes. */
  state: Exclude<StartOf<T>, 'completed'>
  /** The day of a scheduled task, on the utility's calendar. */
  scheduledOn?: string
  /** Raises no to-do, because a customer is asked before staff. */
  isAskedElsewhere?: boolean
}

/** The request in which tasks are made. */
export type Making = Pick<Context<TaskWriter>, 'sql' | 'grant' | 'installation' | 'correlationId'> & {
  /** The CSR who prepared the request that the customer now approves, and the task by which it was prepared. */
  preparation?: Context['preparation']
}

const makesTasks = (actor: Actor): actor is TaskActor =>
  actor.kind === 'customer' || actor.kind === 'masquerade' || actor.kind === 'csr' || actor.kind === 'visitor'

/** Returns the four fields for the tasks of a request. Only the grant's actor decides them. */
export function makerOf({ grant: { actor } }: Pick<Making, 'grant'>, onBehalfOf: number | null) {
  if (!makesTasks(actor)) throw new Error(`${actor.kind} makes no tasks of its own`)
  return taskAttribution(actor, onBehalfOf)
}

type Beginning<T extends AnyTaskType> = Asked<T> & {
  state: NewTask<T>['state'] | 'processing' | 'completed'
  scheduledOn?: string
}

/**
 * Returns the row of a new task. Throws where the payload does not fit the type's schema: that is a programming error, since
 * the pipeline has already checked what customers type.
 * @param isApplied the same transaction makes the effect in our own tables
 */
export function newTaskRow<T extends AnyTaskType>(context: Making, task: Beginning<T>, isApplied: boolean) {
  const decided = accountIdOf(context.grant)
  if (decided !== undefined && task.accountId !== undefined && task.accountId !== decided)
    throw new Error('a task names another account than the one that was decided on')
  const { taskType: type, state, scheduledOn = null, idempotencyKey = null } = task
  if (state === 'scheduled' && scheduledOn === null) throw refuseField('scheduledOn', 'required')
  const due = whenDue(type, state)
  return {
    ...makerOf(context, task.onBehalfOf ?? null),
    taskType: type.name,
    state: state as Beginning<T>['state'],
    accountId: decided ?? task.accountId ?? null,
    preparedByCsrId: context.preparation?.csrId ?? null,
    originatingTaskId: task.originatingTaskId ?? context.preparation?.taskId ?? null,
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
}
export type NewTaskRow = ReturnType<typeof newTaskRow>
