import { randomUUID } from 'node:crypto'
import { inTransaction } from '#database/transaction.ts'
import { record } from '#record/record.ts'
import { holdTask, isHeldIn } from '#tasks/moving/held-task.ts'
import { moveTask } from '#tasks/moving/move-task.ts'
import { type JobWork, job } from '#worker/job.ts'
import type { ClaimCardPayments } from './queries.generated.ts'
import { cardPaymentCancelled, claimCardPayments } from './queries.ts'
import { oneTimePayment } from './task-types.ts'

const most = 20

type Claimed = ClaimCardPayments['row']

/** Ends the task of a closed card page, with its line in the log and in the record. */
function endTask(
  { pool, installation, grant }: JobWork<'cancel-card-payments'>,
  { taskId }: Claimed,
): Promise<void> {
  return inTransaction(
    pool,
    (sql) => holdTask(sql, taskId),
    async (sql, held) => {
      await cardPaymentCancelled(sql, grant, { taskId })
      if (!held || !isHeldIn(held, oneTimePayment, 'pending')) return
      await moveTask({ sql, installation, grant }, held, 'expired', {
        actor: 'system',
        reason: 'masquerade-ended',
      })
      const about = { taskId, accountId: held.accountId ?? undefined }
      await record(sql, { kind: 'system' }, randomUUID(), [
        { event: 'changed', action: 'task:expire', details: { cause: 'masquerade-ended' }, ...about },
      ])
    },
  )
}

/**
 * Closes the card pages that ended masquerades have opened. Retries with growing delays while the provider does not answer. A
 * card that was already charged stays charged: the provider's webhook decides.
 */
export const cancelCardPayments = job({
  name: 'cancel-card-payments',
  everyMs: 15_000,
  channel: 'card_payments',
  run: async (tools) => {
    const { pool, installation, grant, signal } = tools
    const { paymentPage, log } = installation
    while (!signal.aborted) {
      const claimed = await claimCardPayments(pool, grant, { most })
      for (const payment of claimed) {
        const { taskId, sessionId } = payment
        const outcome = await paymentPage.cancelSession(sessionId).catch((err: unknown) => {
          log.warn({ err, taskId }, 'a card page could not be taken back yet')
          return undefined
        })
        if (outcome === 'cancelled') await endTask(tools, payment)
        if (outcome === 'paid') await cardPaymentCancelled(pool, grant, { taskId })
      }
      if (claimed.length < most) return
    }
  },
})
