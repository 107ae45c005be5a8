import type { Context } from '#pipeline/handler.ts'
import type { TaskProof } from '#pipeline/outcome.ts'
import { createSystemTask } from '#tasks/making/create-system-task.ts'
import { finishTask } from '#tasks/moving/finish-task.ts'
import { type HeldTask, holdTask, isHeldIn } from '#tasks/moving/held-task.ts'
import { moveTask } from '#tasks/moving/move-task.ts'
import { raiseToDo } from '#tasks/moving/raise-to-do.ts'
import { bookPayment } from './book-payment.ts'
import { cardPaymentToSettle, noteProviderEvent } from './queries.ts'
import { type PaymentEvent, settlementOf } from './rules.ts'
import { oneTimePayment } from './task-types.ts'

/** What the provider says of a session, by its webhook or when it is asked. */
export type SessionEvent = {
  /** Null where the provider was asked. */
  eventId: string | null
  type: PaymentEvent
  createdAt: string
  sessionId: string
  taskId: number
  amountCents: number
  currency: string
  cardBrand: string
  cardLast4: string
  declineReason?: string | undefined
}

/** What became of it: the task that changed, or why nothing did. */
export type Settled =
  | { as: 'not-found' | 'move-not-allowed' | 'nothing' | 'payment-differs' | 'payment-after-visit' }
  | { as: 'changed'; task: TaskProof; accountId: number; webUserId: number }

type Settling = Pick<
  Context<'card-payment:settle' | 'job:ask-payment-page'>,
  'sql' | 'grant' | 'installation'
> & {
  correlationId: string
}
type Task = NonNullable<Awaited<ReturnType<typeof cardPaymentToSettle.first>>>

/** The actor in the task's log. */
const actor = 'payment-page'

/** Returns a card as a receipt names it; null where the provider has not said which. */
export const cardName = ({ cardBrand, cardLast4 }: Pick<SessionEvent, 'cardBrand' | 'cardLast4'>) =>
  cardLast4 ? `${cardBrand} •••• ${cardLast4}`.trim().slice(0, 60) : null

/** The task that the payment is booked by: its own, or where that is final another one that names it. */
async function completeTask(context: Settling, held: HeldTask, isLate: boolean, event: SessionEvent) {
  const { taskId } = held
  if (!isLate) return finishTask(context, held, { actor, reason: '' })
  return createSystemTask(context, {
    taskType: oneTimePayment,
    state: 'done',
    originatingTaskId: taskId,
    payload: { payBy: 'card' },
    amount: { cents: event.amountCents, currency: event.currency },
    correlationId: context.correlationId,
    reason: `paid after task ${taskId} was over`,
  })
}

/** Handles money that no task asked for: books nothing and raises a to-do. */
async function refuseMoney(
  { sql, grant }: Settling,
  { taskId, accountId }: Task,
  subject: 'payment-differs' | 'payment-after-visit',
): Promise<Settled> {
  await raiseToDo(sql, grant, { role: 'payments', subject, priority: 1, accountId, taskId })
  return { as: subject }
}

/** Returns whether the card was taken after the masquerade that opened the page had ended: nothing that it made outlives it. */
const isAfterVisit = ({ visitEndedAt }: Task, { type, createdAt }: SessionEvent) =>
  type === 'payment.succeeded' && visitEndedAt !== null && Date.parse(createdAt) > visitEndedAt.getTime()

/** Does what the provider says of a session, once, however often and in which order it says it. */
export async function settleSession(context: Settling, event: SessionEvent): Promise<Settled> {
  const { sql, grant } = context
  const { taskId, sessionId, amountCents, currency } = event
  // A separate statement takes the lock, so that later reads see everything that the previous holder committed.
  const held = await holdTask(sql, taskId)
  const task = await cardPaymentToSettle.first(sql, { taskId, sessionId })
  if (!held || !task) return { as: 'not-found' }
  if (task.amountCents !== amountCents || task.currency !== currency)
    return refuseMoney(context, task, 'payment-differs')
  const settlement = settlementOf(event.type, task)
  if (settlement === 'nothing') return { as: 'nothing' }
  if (isAfterVisit(task, event)) return refuseMoney(context, task, 'payment-after-visit')
  if (event.eventId) await noteProviderEvent(sql, grant, { taskId, eventId: event.eventId })
  const { accountId, webUserId } = task
  const changed = (proof: TaskProof): Settled => ({ as: 'changed', task: proof, accountId, webUserId })
  if (settlement === 'reject' || settlement === 'discard') {
    if (!isHeldIn(held, oneTimePayment, 'pending')) return { as: 'move-not-allowed' }
    const isLeft = settlement === 'discard'
    const reason = isLeft ? 'the payer left the payment page' : (event.declineReason ?? '')
    return changed(await moveTask(context, held, isLeft ? 'discarded' : 'rejected', { actor, reason }))
  }
  const booked = await completeTask(context, held, settlement === 'complete-late', event)
  const of = { ...task, isBySupport: task.actorKind === 'masquerade', tender: 'card' as const }
  await bookPayment(context, { ...of, paidWith: cardName(event) }, booked, { amountCents, currency })
  return changed(booked)
}
