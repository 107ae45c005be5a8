import { inTransaction } from '#database/transaction.ts'
import { job } from '#worker/job.ts'
import { raiseToDo } from '../moving/raise-to-do.ts'
import { isLookedInto, settleSilence, silentSince, watchAlone } from './queries.ts'

const subject = 'cis-silent'
const role = 'operations'

/** Allowed silence of the CIS before a to-do is raised. It covers a restart and the start of a maintenance window. */
const patience = '30 minutes'

/**
 * Raises one to-do when the CIS answers nothing, however many deliveries wait; settles it when the CIS answers. A silent CIS
 * puts no task in error, so without this to-do no person would notice.
 */
export const watchCis = job({
  name: 'watch-cis',
  everyMs: 60_000,
  run: async ({ pool, installation, grant }) => {
    await inTransaction(
      pool,
      (sql) => watchAlone(sql, {}),
      async (sql) => {
        const silence = await silentSince.first(sql, { patience })
        if (!silence) {
          await settleSilence(sql, grant, { role, subject })
          return
        }
        const { since } = silence
        if ((await isLookedInto.one(sql, { role, subject, since })).isLookedInto) return
        installation.log.warn({ since }, 'the CIS answers nothing')
        await raiseToDo(sql, grant, { role, subject, priority: 1, accountId: null, taskId: null })
      },
    )
  },
})
