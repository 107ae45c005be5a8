import type { Context } from '#pipeline/handler.ts'
import { refuseField } from '#pipeline/refusal.ts'
import type { Actor } from '#policy/actor.ts'
import { accountIdOf } from '#policy/decide.ts'
import { type AnyTaskType, expiresIn, type PayloadOf, type StartOf, whenDue } from '../lifecycle/task-type.ts'
import type { TaskWriter } from '../task-writer.ts'
import { type TaskActor, taskAttribution } from './attribution.ts'

/** What was asked. */
export type Asked<T extends AnyTaskType> = {
  taskType: T
  /** What was asked, as the type's schema has it. Never a secret. */
  payload: PayloadOf<T>
  /** Integer cents. */
  amount?: { cents: number; currency: string }
  /** The same web user asks the same thing once under one key. */
  idempotencyKey?: string
  /** Where the grant is about none: the account that the change itself has found. */
  accountId?: number
  /** The web user that a CSR at the desk does it for. */
  onBehalfOf?: number
  /** The task that this one reverses. */
  originatingTaskId?: number
  /** The CSR who prepared what the customer now asks for. */
  preparedByCsrId?: string
}

export type NewTask<T extends AnyTaskType> = Asked<T> & {
  /** Where it waits. What is done in the same transaction is made by `createDoneTask`. */
  state: Exclude<StartOf<T>, 'completed'>
  /** Of the utility's calendar: the day on which a scheduled task is done. */
  scheduledOn?: string
  /** Somebody else than staff is asked first: no to-do is raised. */
  isAskedElsewhere?: boolean
}

/** What tasks are made in: a request. */
export type Making = Pick<Context<TaskWriter>, 'sql' | 'grant' | 'installation' | 'correlationId'>

const makesTasks = (actor: Actor): actor is TaskActor =>
  actor.kind === 'customer' || actor.kind === 'masquerade' || actor.kind === 'csr' || actor.kind === 'visitor'

/** Who makes the tasks of a request: the four fields, decided by the grant's actor and nothing else. */
export function makerOf({ grant: { actor } }: Pick<Making, 'grant'>, onBehalfOf: number | null) {
  if (!makesTasks(actor)) throw new Error(`${actor.kind} makes no tasks of its own`)
  return taskAttribution(actor, onBehalfOf)
}

type Beginning<T extends AnyTaskType> = Asked<T> & {
  state: NewTask<T>['state'] | 'processing' | 'completed'
  scheduledOn?: string
}

/**
 * The row of a task that is to be made. Throws where the payload is not what the type's schema takes: that is our mistake, what
 * customers type is checked at the door.
 * @param isApplied its effect in our own tables is made in the same transaction
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
}
export type NewTaskRow = ReturnType<typeof newTaskRow>
