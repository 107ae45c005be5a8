import type { Api } from '@porchlight/contract/api.ts'
import type { Body } from '@porchlight/contract/endpoint.ts'
import { defaultChoices } from '@porchlight/contract/preferences.ts'
import { enqueueMessage } from '#features/messages/index.ts'
import type { Context, HandlersOf } from '#pipeline/handler.ts'
import { Refusal } from '#pipeline/refusal.ts'
import { CommittedRefusal } from '#pipeline/transaction.ts'
import { moveTask } from '#tasks/move-task.ts'
import { appendTaskLog } from '#tasks/queries.ts'
import { raiseToDo } from '#tasks/raise-to-do.ts'
import {
  cardPaymentToSettle,
  insertLatePaymentTask,
  insertPayment,
  lockCardPayment,
  noteProviderEvent,
  payerOf,
  reduceBalance,
} from './queries.ts'
import { settlementOf } from './rules.ts'

type Settling = Context<'card-payment:settle'>
type Task = NonNullable<Awaited<ReturnType<typeof cardPaymentToSettle.first>>>
type Money = { amountCents: number; currency: string }

/** Who the log says it was. */
const actor = 'payment-page'

/** The task that the payment is booked by: its own, or where that is final another one that names it. */
async function completeTask(
  { sql, correlationId }: Settling,
  taskId: number,
  isLate: boolean,
): Promise<number> {
  if (!isLate) {
    await moveTask(sql, { taskId, state: 'completed', actor, reason: '' })
    return taskId
  }
  const late = await insertLatePaymentTask.one(sql, { taskId, correlationId })
  const reason = `paid after task ${taskId} was over`
  await appendTaskLog(sql, { taskId: late.taskId, state: 'completed', actor: 'system', reason })
  return late.taskId
}

/** Books the money: the payment, the balance, and a message to the payer who wants one. */
async function book(context: Settling, task: Task, money: Money): Promise<void> {
  const { sql, installation } = context
  const { accountId, webUserId } = task
  const taskId = context.task?.taskId ?? task.taskId
  await insertPayment(sql, { accountId, taskId, timeZone: installation.timeZone, ...money })
  const { balanceCents } = await reduceBalance.one(sql, { accountId, amountCents: money.amountCents })
  const payer = await payerOf.one(sql, { webUserId, accountId })
  if (!(payer.wantsMail ?? defaultChoices['payment-received'].email)) return
  const to = {
    email: payer.email,
    displayName: payer.displayName ?? '',
    locale: payer.locale === 'es' ? ('es' as const) : ('en' as const),
    isBySupport: task.actorKind === 'masquerade',
  }
  await enqueueMessage(context, { template: 'payment-received', ...money, balanceCents }, { accountId, to })
}

/** Money moved that is not what was asked for: nothing is booked, a person looks into it. */
async function refuseDifferent({ sql }: Settling, { taskId, accountId }: Task): Promise<never> {
  await raiseToDo(sql, { role: 'payments', subject: 'payment-differs', priority: 1, accountId, taskId })
  throw new CommittedRefusal('payment-differs')
}

async function settle(event: Body<Api['settleCardPayment']>, context: Settling): Promise<void> {
  const { sql } = context
  const { reference: taskId, sessionId, amountCents, currency } = event
  await lockCardPayment(sql, { taskId })
  const task = await cardPaymentToSettle.first(sql, { taskId, sessionId })
  if (!task) throw new Refusal('not-found')
  if (task.amountCents !== amountCents || task.currency !== currency) return refuseDifferent(context, task)
  const settlement = settlementOf(event.type, task)
  if (settlement === 'nothing') {
    context.isRecorded = true
    return
  }
  await noteProviderEvent(sql, { taskId, eventId: event.id })
  context.task = { taskId, taskType: 'one-time-payment' }
  if (settlement === 'reject') {
    await moveTask(sql, { taskId, state: 'rejected', actor, reason: event.declineReason ?? '' })
  } else {
    context.task.taskId = await completeTask(context, taskId, settlement === 'complete-late')
    await book(context, task, { amountCents, currency })
  }
  const { accountId, webUserId } = task
  context.note({ event: 'changed', accountId, webUserId, taskId: context.task.taskId })
}

export const settleHandlers: HandlersOf<'settleCardPayment'> = {
  settleCardPayment: async ({ body }, context) => {
    await settle(body, context)
    return {}
  },
}
