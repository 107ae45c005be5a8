import type { Api } from '@porchlight/contract/api.ts'
import type { Body } from '@porchlight/contract/endpoint.ts'
import { CommittedRefusal } from '#database/transaction.ts'
import type { Context, HandlersOf } from '#pipeline/handler.ts'
import { type Outcome, type TaskProof, unchanged } from '#pipeline/outcome.ts'
import { Refusal } from '#policy/refusal.ts'
import { createSystemTask } from '#tasks/making/create-system-task.ts'
import { finishTask } from '#tasks/moving/finish-task.ts'
import { type HeldTask, holdTask, isHeldIn } from '#tasks/moving/held-task.ts'
import { moveTask } from '#tasks/moving/move-task.ts'
import { raiseToDo } from '#tasks/moving/raise-to-do.ts'
import { bookPayment } from './book-payment.ts'
import { cardPaymentToSettle, noteProviderEvent } from './queries.ts'
import { settlementOf } from './rules.ts'
import { oneTimePayment } from './task-types.ts'

type Settling = Context<'card-payment:settle'>
type Task = NonNullable<Awaited<ReturnType<typeof cardPaymentToSettle.first>>>
type Money = { amountCents: number; currency: string }

/** The actor in the task's log. */
const actor = 'payment-page'

/** The task that the payment is booked by: its own, or where that is final another one that names it. */
async function completeTask(
  context: Settling,
  held: HeldTask,
  isLate: boolean,
  money: Money,
): Promise<TaskProof> {
  const { taskId } = held
  if (!isLate) return finishTask(context, held, { actor, reason: '' })
  return createSystemTask(context, {
    taskType: oneTimePayment,
    state: 'done',
    originatingTaskId: taskId,
    payload: { payBy: 'card' },
    amount: { cents: money.amountCents, currency: money.currency },
    correlationId: context.correlationId,
    reason: `paid after task ${taskId} was over`,
  })
}

/** Handles money that no task asked for: books nothing and raises a to-do. */
async function refuseMoney(
  { sql, grant }: Settling,
  { taskId, accountId }: Task,
  reason: 'payment-differs' | 'payment-after-visit',
): Promise<never> {
  await raiseToDo(sql, grant, { role: 'payments', subject: reason, priority: 1, accountId, taskId })
  throw new CommittedRefusal(reason)
}

/** Returns whether the card was taken after the masquerade that opened the page had ended: nothing that it made outlives it. */
const isAfterVisit = ({ visitEndedAt }: Task, { type, createdAt }: Body<Api['settleCardPayment']>) =>
  type === 'payment.succeeded' && visitEndedAt !== null && Date.parse(createdAt) > visitEndedAt.getTime()

async function settle(
  event: Body<Api['settleCardPayment']>,
  context: Settling,
): Promise<Outcome<Api['settleCardPayment']>> {
  const { sql, grant } = context
  const { reference: taskId, sessionId, amountCents, currency } = event
  // A separate statement takes the lock, so that later reads see everything that the previous holder committed.
  const held = await holdTask(sql, taskId)
  const task = await cardPaymentToSettle.first(sql, { taskId, sessionId })
  if (!held || !task) throw new Refusal('not-found')
  if (task.amountCents !== amountCents || task.currency !== currency)
    return refuseMoney(context, task, 'payment-differs')
  const settlement = settlementOf(event.type, task)
  if (settlement === 'nothing') return unchanged({})
  if (isAfterVisit(task, event)) return refuseMoney(context, task, 'payment-after-visit')
  await noteProviderEvent(sql, grant, { taskId, eventId: event.id })
  let settledBy = taskId
  if (settlement === 'reject') {
    if (!isHeldIn(held, oneTimePayment, 'pending')) throw new Refusal('move-not-allowed')
    await moveTask(context, held, 'rejected', { actor, reason: event.declineReason ?? '' })
  } else if (settlement === 'discard') {
    if (!isHeldIn(held, oneTimePayment, 'pending')) throw new Refusal('move-not-allowed')
    await moveTask(context, held, 'discarded', { actor, reason: 'the payer left the payment page' })
  } else {
    const money = { amountCents, currency }
    const booked = await completeTask(context, held, settlement === 'complete-late', money)
    const isBySupport = task.actorKind === 'masquerade'
    await bookPayment(context, { ...task, isBySupport, tender: 'card' }, booked, money)
    settledBy = booked.taskId
  }
  const { accountId, webUserId } = task
  context.note({ event: 'changed', accountId, webUserId, taskId: settledBy })
  return {}
}

export const settleHandlers: HandlersOf<'settleCardPayment'> = {
  settleCardPayment: ({ body }, context) => settle(body, context),
}
