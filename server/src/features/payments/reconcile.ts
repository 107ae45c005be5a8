import { inTransaction } from '#database/transaction.ts'
import { PaymentFailure } from '#integrations/payment/payment-page.ts'
import { raiseToDo } from '#tasks/moving/raise-to-do.ts'
import { job } from '#worker/job.ts'
import { differencesOf, subjectOf } from './differences.ts'
import { cardPaymentsBetween, cardPaymentsOfSessions } from './queries.ts'

const dayMs = 86_400_000

const dayBack = (days: number) => new Date(Date.now() - days * dayMs).toISOString().slice(0, 10)

/**
 * Compares the card provider's list with our books, each night and after each start: what was booked yesterday and the day before, with the
 * provider's list of these days and their neighbors, because a payment is booked later than it is made. What one side has and the other
 * has not, or has otherwise, is a to-do for the role `payments`; it is raised once while it is open.
 */
export const reconcileCards = job({
  name: 'reconcile-cards',
  everyMs: dayMs,
  run: async ({ pool, installation, grant, signal }) => {
    const { paymentPage, log } = installation
    const lists = await Promise.all([3, 2, 1, 0].map((back) => paymentPage.paymentsOf(dayBack(back)))).catch(
      (err: unknown) => {
        if (!(err instanceof PaymentFailure)) throw err
        log.warn({ err }, 'the card provider does not tell its payments')
        return undefined
      },
    )
    if (!lists || signal.aborted) return
    const listed = lists.flat().map(({ sessionId, amountCents, isRefunded }) => ({
      key: sessionId,
      amountCents,
      state: isRefunded ? 'returned' : 'accepted',
    }))
    const since = new Date(`${dayBack(2)}T00:00:00Z`)
    const until = new Date(`${dayBack(0)}T00:00:00Z`)
    await inTransaction(
      pool,
      (sql) =>
        Promise.all([
          cardPaymentsBetween(sql, { since, until }),
          cardPaymentsOfSessions(sql, { sessionIds: listed.map(({ key }) => key) }),
        ]),
      async (sql, [ofDays, ofSessions]) => {
        for (const difference of differencesOf(ofDays, ofSessions, listed)) {
          log.error(difference, 'the card provider and our books differ')
          const subject = subjectOf(difference, {
            theirsAlone: 'card-provider-alone-has-payment',
            oursAlone: 'books-alone-have-card-payment',
            differs: 'card-provider-differs',
          })
          const { taskId, accountId } = difference
          await raiseToDo(sql, grant, { role: 'payments', subject, priority: 1, accountId, taskId })
        }
      },
    )
  },
})
