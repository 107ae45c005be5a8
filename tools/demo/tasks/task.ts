import type { TaskState, TaskType } from '@porchlight/contract/task-types.ts'
import { finalStates } from '@porchlight/contract/task-types.ts'
import type { CalendarDay } from '@porchlight/server/features/usage/calendar-day.ts'
import { taskTypes } from '@porchlight/server/features.ts'
import { effectOf } from '@porchlight/server/tasks/lifecycle/effect-of.ts'
import { whenDue } from '@porchlight/server/tasks/lifecycle/task-type.ts'
import { type TaskActor, taskAttribution } from '@porchlight/server/tasks/making/attribution.ts'
import { askedOfStaff } from '@porchlight/server/tasks/moving/asked-of-staff.ts'
import type { Account } from '../accounts/account.ts'
import type { DemoContext } from '../demo-context.ts'
import { dateText } from '../demo-window.ts'
import { madeUpUuid } from '../people/network.ts'
import { fictionalPhone } from '../people/person.ts'
import type { WebUser } from '../people/web-user.ts'
import { standsNow } from './stands-now.ts'
import { taskKinds } from './task-kinds.ts'
import { pathTo, stateReasons } from './task-log.ts'

export type TaskOptions = {
  type: TaskType
  state: TaskState
  actor: TaskActor
  account: Account | undefined
  day: CalendarDay
  /** Seconds of the day; without, the day's next free time. */
  seconds?: number
  /** The web user a CSR without a masquerade did it for. */
  onBehalfOf?: WebUser
  /** Prepared by a CSR, and approved by the customer whose fields it carries. */
  preparedBy?: string
  /** The task because of which the system made this one; `actor` is who made that. */
  originatingTaskId?: number
  cents?: number
  /** What it asked for, where the demo's other rows have to agree with it. */
  payload?: Record<string, unknown>
  /** Whether a customer is asked first, and not staff, so that there is no to-do. */
  isAskedElsewhere?: boolean
}

export type MadeTask = { taskId: number; at: string; seconds: number; correlationId: string; type: TaskType }

/** Adds a self-service task with the four fields of its actor, its log, and the to-do that an error or an approval leaves. */
export function addTask(ctx: DemoContext, task: TaskOptions): MadeTask {
  const { random, rows, window, timeline } = ctx
  const slot = timeline.next(task.day)
  const seconds = task.seconds ?? slot.seconds
  const by = taskAttribution(task.actor, task.onBehalfOf?.webUserId ?? null)
  const kind = taskKinds[task.type]
  const soonDay = window.today + random.whole(2, 20)
  const soon = dateText(soonDay)
  const address = task.account?.options.address ?? {
    line1: '12 Walnut St',
    line2: '',
    city: 'Port Ellis',
    postalCode: '92191',
  }
  const balanceCents = task.account?.billed.balanceCents ?? 0
  const about = {
    ...address,
    soon,
    balanceCents,
    mobile: fictionalPhone(random),
    guest: guestOf(random.whole(1, 999)),
    isDone: task.state === 'completed',
    now: standsNow(task.account, task.onBehalfOf),
  }
  const { payload, cents } = kind.asked(about, random)
  const amount = task.cents ?? cents ?? null
  const path = pathTo(task.type, task.state)
  const end = seconds + (path.at(-1)?.[1] ?? 0)
  const at = window.instant(task.day, seconds)
  const correlationId = madeUpUuid(random)
  const isWaiting = task.state.startsWith('awaiting')
  rows.add(
    'self_service_tasks',
    slot.taskId,
    task.type,
    task.state,
    task.account?.accountId ?? null,
    task.originatingTaskId === undefined ? by.actorKind : 'system',
    by.webUserId,
    by.emailAddress,
    by.ipAddress,
    by.selfServiceUserId,
    by.csrId,
    by.masqueradeId,
    task.preparedBy ?? null,
    task.originatingTaskId ?? null,
    JSON.stringify(task.payload ?? payload),
    amount,
    amount === null ? null : 'USD',
    task.state === 'scheduled' ? soon : null,
    dueAt(ctx, task, soonDay),
    isWaiting
      ? window.instant(window.today + 14, 0)
      : task.state === 'expired'
        ? window.instant(task.day, end)
        : null,
    isMadeByUs(task) ? window.instant(task.day, end) : null,
    correlationId,
    at,
    window.instant(task.day, end),
    path.length,
  )
  path.forEach(([state, after], step) => {
    const byStaff = step > 0 && (state === 'rejected' || path[step - 1]?.[0] === 'awaiting-approval')
    const bySystem = task.originatingTaskId !== undefined || (step > 0 && !byStaff && state !== 'discarded')
    const actor = bySystem ? 'system' : byStaff ? 'ines.ferreira' : (by.webUserId ?? 'visitor')
    const when = window.instant(task.day, seconds + after)
    rows.add('self_service_task_log', slot.taskId, step + 1, when, state, actor, stateReasons[state] ?? '')
  })
  const made = { taskId: slot.taskId, at, seconds, correlationId, type: task.type }
  if (!finalStates.includes(task.state) && !task.isAskedElsewhere) addToDo(ctx, task, made)
  return made
}

/** Its effect is in our own tables, and there. */
const isMadeByUs = ({ type, state }: TaskOptions) =>
  state === 'completed' && ['worker', 'request'].includes(effectOf(taskTypes[type]))

const guestOf = (nth: number) => `guest${nth}@example.org`

/** Returns when the worker processes a task: on its day, or tomorrow if it is pending another attempt. */
function dueAt({ window }: DemoContext, { type, state }: TaskOptions, day: CalendarDay): string | null {
  switch (whenDue(taskTypes[type], state)) {
    case 'on-date':
      return window.instant(day, 0)
    case 'now':
      return window.instant(window.today + 1, 9 * 3600)
    case null:
      return null
  }
}

function addToDo(ctx: DemoContext, { state, account }: TaskOptions, { taskId, at, type }: MadeTask): void {
  const { rows, ids, random } = ctx
  const toDo = askedOfStaff(taskTypes[type], state, false)
  if (!toDo) return
  const assigned = random.chance(0.3) ? random.pick(['amara.okafor', 'ines.ferreira', 'rosa.delgado']) : null
  rows.add(
    'to_dos',
    ids.next('to_dos'),
    taskTypes[type].toDoRole,
    toDo.subject,
    toDo.priority,
    account?.accountId ?? null,
    taskId,
    assigned,
    at,
    null,
  )
}
