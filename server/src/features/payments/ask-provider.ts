import { randomUUID } from 'node:crypto'
import { inTransaction } from '#database/transaction.ts'
import { PaymentFailure, type SessionReport } from '#integrations/payment/payment-page.ts'
import { record } from '#record/record.ts'
import { type JobWork, job } from '#worker/job.ts'
import type { ClaimSessionsToAsk } from './queries.generated.ts'
import { claimSessionsToAsk, nameCard, noteProviderState } from './queries.ts'
import type { PaymentEvent } from './rules.ts'
import { cardName, settleSession } from './settle-session.ts'

type Tools = JobWork<'ask-payment-page'>
type Claimed = ClaimSessionsToAsk['row']

const most = 50

/** What an answer means; an open page and one that has expired mean nothing. */
const events: Partial<Record<SessionReport['state'], PaymentEvent>> = {
  paid: 'payment.succeeded',
  declined: 'payment.declined',
  cancelled: 'payment.cancelled',
}

/** Notes what the provider said and does what it means, in one transaction. */
const note = ({ pool, grant, installation }: Tools, { taskId, sessionId }: Claimed, report: SessionReport) =>
  inTransaction(
    pool,
    async () => undefined,
    async (sql) => {
      const { state, declineReason = null, at, ...paid } = report
      const context = { sql, grant, installation, correlationId: randomUUID() }
      const type = events[state]
      const event = { ...paid, eventId: null, createdAt: at, sessionId, taskId }
      const settled =
        type && (await settleSession(context, { ...event, type, declineReason: declineReason ?? '' }))
      const isOver = state !== 'open' && state !== 'declined'
      const shown = state === 'cancelled' ? 'closed' : state
      await noteProviderState(sql, grant, { taskId, state: shown, declineReason, isOver })
      const paidWith = state === 'paid' ? cardName(report) : null
      if (paidWith) await nameCard(sql, grant, { taskId, paidWith })
      if (settled?.as !== 'changed') return
      const { accountId, webUserId } = settled
      await record(sql, { kind: 'system' }, context.correlationId, [
        {
          event: 'changed',
          action: 'job:ask-payment-page',
          taskId: settled.task.taskId,
          accountId,
          webUserId,
          details: { providerSays: state },
        },
      ])
    },
  )

/**
 * Asks the provider what became of card pages, until it says that a page is over: a webhook that is lost loses no payment, and the payer's
 * page says what the provider said. A crash between two steps asks again.
 */
export const askPaymentPage = job({
  name: 'ask-payment-page',
  everyMs: 15_000,
  run: async (tools) => {
    const { pool, grant, installation, signal } = tools
    while (!signal.aborted) {
      const claimed = await claimSessionsToAsk(pool, grant, { most })
      for (const session of claimed) {
        const { taskId, sessionId } = session
        try {
          const report = await installation.paymentPage.readSession(sessionId)
          if (report) await note(tools, session, report)
          else installation.log.warn({ taskId }, 'the payment provider does not know a card page of ours')
        } catch (err) {
          const level = err instanceof PaymentFailure ? 'warn' : 'error'
          installation.log[level](
            { err, taskId },
            'the payment provider did not say what became of a card page',
          )
        }
      }
      if (claimed.length < most) return
    }
  },
})
