import type { TaskAction, TaskState } from '@porchlight/contract/task-types.ts'
import type { Sql } from '#database/sql.ts'
import type { Context } from '#pipeline/handler.ts'
import { verdictWith } from '#policy/decide.ts'
import type { Grant } from '#policy/grant.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { actionsOf, type PossibleAction } from '../lifecycle/actions-of.ts'
import { mayComplete } from '../lifecycle/effect-of.ts'
import { type HeldTask, holdTask } from './held-task.ts'
import { moveTasks } from './move-task.ts'
import {
  assignableTo,
  assignTask,
  changeSince,
  isTold as isToldToCis,
  noteTask,
  resendTaskMessage,
  setTaskAmount,
  taskLineOf,
  utilityToday,
} from './queries.ts'

export type AskedAction = {
  /** The version that the CSR was shown. */
  version: number
  reason?: string | undefined
  /** The new day for `reschedule`, on the utility's calendar. */
  scheduledOn?: string | undefined
  /** The amount for `approve`, where the task type needs one. */
  amountCents?: number | undefined
  /** The assignee for `assign`: a CSR, a group, or none. */
  assignTo?: { csrId: string } | { csrGroup: string } | null | undefined
}

type Acting = Context<`task:${TaskAction}`>
export type ActedOn = { taskId: number; state: TaskState; version: number }

/**
 * Refuses a stale version with the task as the CSR saw it, the task as it is now, and who changed it. A move of the worker
 * counts as the change of the CSR whose action caused it. The refusal never names the customer.
 */
async function refuseChanged({ sql }: Acting, task: HeldTask, seen: number): Promise<never> {
  const { taskId, version } = task
  const [before, change] = await Promise.all([
    taskLineOf.first(sql, { taskId, position: seen }),
    changeSince.first(sql, { taskId, position: seen }),
  ])
  const difference = [
    { field: 'state', yours: before?.state ?? null, theirs: task.state },
    { field: 'changed-by-kind', yours: null, theirs: change?.madeBy ?? null },
    { field: 'changed-by', yours: null, theirs: change?.madeBy === 'csr' ? change.actor : null },
    { field: 'action', yours: null, theirs: change?.action ?? null },
    { field: 'reason', yours: null, theirs: change?.action ? change.reason : null },
  ]
  throw new Refusal('version-conflict', { difference, version })
}

async function checkNeeds({ sql, installation }: Acting, { needs }: PossibleAction, request: AskedAction) {
  if (needs.includes('reason') && !request.reason) throw refuseField('reason', 'required')
  if (needs.includes('amount') && request.amountCents === undefined)
    throw refuseField('amountCents', 'required')
  if (!needs.includes('date')) return
  if (request.scheduledOn === undefined) throw refuseField('scheduledOn', 'required')
  const { today } = await utilityToday.one(sql, { timeZone: installation.timeZone })
  if (request.scheduledOn < today) throw refuseField('scheduledOn', 'date-in-past')
}

async function assign(
  sql: Sql,
  grant: Grant<'task:assign'>,
  request: AskedAction,
  actor: string,
): Promise<number> {
  const to = request.assignTo ?? null
  const csrId = to && 'csrId' in to ? to.csrId : null
  const csrGroup = to && 'csrGroup' in to ? to.csrGroup : null
  if (to) {
    const { isKnown } = await assignableTo.one(sql, { csrId, csrGroup })
    if (!isKnown) throw refuseField('assignTo', 'not-valid')
  }
  const reason = [csrId ?? csrGroup ?? '', request.reason ?? ''].filter((text) => text !== '').join(': ')
  return (await assignTask.one(sql, grant, { assignedTo: csrId, csrGroup, actor, reason })).version
}

async function act(
  context: Acting,
  task: HeldTask,
  possible: PossibleAction,
  request: AskedAction,
  actor: string,
) {
  const { sql, grant } = context
  const { taskId } = task
  const { action, to } = possible
  const reason = request.reason ?? ''
  if (grant.action === 'task:assign') return assign(sql, grant, request, actor)
  if (grant.action === 'task:note') return (await noteTask.one(sql, grant, { actor, reason })).version
  if (grant.action === 'task:resend' && !(await resendTaskMessage.one(sql, grant)).isSent)
    throw new Refusal('nothing-to-resend')
  if (
    grant.action === 'task:approve' &&
    request.amountCents !== undefined &&
    possible.needs.includes('amount')
  )
    await setTaskAmount(sql, grant, { amountCents: request.amountCents })
  const details = {
    actor,
    reason,
    action,
    // The worker works a retried task at once, whatever its type waits for.
    ...(action === 'retry' && { waitMs: 0 }),
    ...(request.scheduledOn !== undefined &&
      possible.needs.includes('date') && { scheduledOn: request.scheduledOn }),
  }
  const versions = await moveTasks(context, [{ task, to, details }])
  return versions.get(taskId) ?? 0
}

/**
 * Performs the additional action of the grant on one open task. Refuses a stale version (409, with the difference), an action
 * that the task's state does not have (409), a missing value (422), and what the policy refuses of this task.
 */
export async function performTaskAction(context: Acting, request: AskedAction): Promise<ActedOn> {
  const { grant } = context
  const { csrId } = grant
  const action = grant.action.slice('task:'.length)
  const task = await holdTask(context.sql, grant.taskId)
  if (!task) throw new Refusal('not-found')
  if (task.version !== request.version) return refuseChanged(context, task, request.version)
  const { taskTypes } = context.installation
  const possible = actionsOf(taskTypes, task).find((p) => p.action === action)
  if (!possible) throw new Refusal('move-not-allowed')
  await checkNeeds(context, possible, request)
  const { isTold } = await isToldToCis.one(context.sql, { taskId: task.taskId })
  const { csrId: makerCsrId, preparedByCsrId } = task
  const isEffectMade = mayComplete(taskTypes[task.taskType], task.isApplied)
  const { requires } = possible
  const verdict = verdictWith(grant, {
    task: { csrId: makerCsrId, preparedByCsrId, requires, isTold, isEffectMade },
  })
  if (verdict !== 'ok') throw new Refusal(verdict)
  const version = await act(context, task, possible, request, csrId)
  const { taskId, accountId, selfServiceUserId } = task
  context.note({
    event: 'changed',
    taskId,
    accountId: accountId ?? undefined,
    webUserId: selfServiceUserId ?? undefined,
    details: { from: task.state, to: possible.to },
  })
  return { taskId, state: possible.to, version }
}
