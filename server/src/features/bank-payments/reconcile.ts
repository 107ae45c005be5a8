import { inTransaction } from '#database/transaction.ts'
import { differencesOf, subjectOf } from '#features/payments/index.ts'
import { BankFailure } from '#integrations/bank/bank.ts'
import { raiseToDo } from '#tasks/moving/raise-to-do.ts'
import { job } from '#worker/job.ts'
import { transfersOfKeys, transfersOfUtcDay } from './queries.ts'

const dayMs = 86_400_000

/**
 * Compares the bank's list of yesterday and of the day before with our transfers, each night and after each start. What one side has
 * and the other has not, or has with another amount, is a to-do for the role `payments`; it is raised once while it is open.
 */
export const reconcileBank = job({
  name: 'reconcile-bank',
  everyMs: dayMs,
  run: async ({ pool, installation, grant, signal }) => {
    const { bank, log } = installation
    for (const back of [2, 1]) {
      if (!bank || signal.aborted) return
      const day = new Date(Date.now() - back * dayMs).toISOString().slice(0, 10)
      const listed = await bank.transfersOf(day).catch((err: unknown) => {
        if (!(err instanceof BankFailure)) throw err
        log.warn({ err, day }, 'the bank does not tell its transfers')
        return undefined
      })
      if (!listed) return
      await inTransaction(
        pool,
        (sql) =>
          Promise.all([
            transfersOfUtcDay(sql, { day }),
            transfersOfKeys(sql, { keys: listed.map(({ key }) => key) }),
          ]),
        async (sql, [ofDay, ofKeys]) => {
          for (const difference of differencesOf(ofDay, ofKeys, listed)) {
            const { taskId, accountId } = difference
            log.error(difference, 'the bank and our books differ')
            await raiseToDo(sql, grant, {
              role: 'payments',
              subject: subjectOf(difference, {
                theirsAlone: 'bank-alone-has-transfer',
                oursAlone: 'books-alone-have-transfer',
                differs: 'bank-differs',
              }),
              priority: 1,
              accountId,
              taskId,
            })
          }
        },
      )
    }
  },
})
