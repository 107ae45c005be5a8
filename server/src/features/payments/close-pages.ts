import { PaymentFailure } from '#integrations/payment/payment-page.ts'
import { exchange } from '#pipeline/exchange.ts'
import type { Context, Outside } from '#pipeline/handler.ts'
import type { TaskProof } from '#pipeline/outcome.ts'
import { customerOf } from '#policy/actor.ts'
import { Refusal } from '#policy/refusal.ts'
import { holdTask, isHeldIn } from '#tasks/moving/held-task.ts'
import { moveTask } from '#tasks/moving/move-task.ts'
import { openCardPages } from './queries.ts'
import { oneTimePayment } from './task-types.ts'

/** Card pages that were closed at the provider, and those on which somebody had paid by then. By task id. */
export type ClosedPages = { closed: number[]; paid: number[] }

export type CardPaymentChange = 'card-payment:start' | 'card-payment:cancel'

type Which = {
  accountId: number
  webUserId: number
  /** The open card pages of the web user, except that of this form. */
  key: string | null
  /** The card page of one task. */
  taskId: number | null
}

/**
 * Closes card pages of the web user at the payment page, before the transaction that cancels their tasks, so that nothing can
 * be paid there any more. Throws `out-of-order` where the payment page cannot be reached.
 */
export async function closeCardPages(
  outside: Outside,
  action: CardPaymentChange,
  which: Which,
): Promise<ClosedPages> {
  const { pool, request, installation } = outside
  const attempt = { action, accountId: which.accountId }
  const open = await exchange(pool, request, false, attempt, async (sql) => ({
    result: await openCardPages(sql, which),
  }))
  const done: ClosedPages = { closed: [], paid: [] }
  for (const { taskId, sessionId } of open) {
    const state = sessionId ? await cancel(sessionId, taskId, outside) : 'cancelled'
    done[state === 'paid' ? 'paid' : 'closed'].push(taskId)
  }
  return done

  function cancel(sessionId: string, taskId: number, { request: { correlationId } }: Outside) {
    return installation.paymentPage.cancelSession(sessionId).catch((error: unknown) => {
      if (!(error instanceof PaymentFailure)) throw error
      installation.log.error({ err: error, correlationId, taskId }, 'a card page could not be closed')
      throw new Refusal('out-of-order')
    })
  }
}

/** Discards, in the transaction, the tasks whose card pages are closed. A task that became final in the meantime stays as it is. */
export async function giveUp(
  context: Context<CardPaymentChange>,
  taskIds: readonly number[],
  reason: string,
): Promise<TaskProof<'one-time-payment'>[]> {
  const actor = customerOf(context.grant.actor).userName
  const givenUp: TaskProof<'one-time-payment'>[] = []
  for (const taskId of taskIds) {
    const held = await holdTask(context.sql, taskId)
    if (held && isHeldIn(held, oneTimePayment, 'pending'))
      givenUp.push(await moveTask(context, held, 'discarded', { actor, reason }))
  }
  return givenUp
}
