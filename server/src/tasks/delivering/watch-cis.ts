import { inTransaction } from '#pipeline/transaction.ts'
import { job } from '#worker/job.ts'
import { raiseToDo } from '../moving/raise-to-do.ts'
import { isLookedInto, settleSilence, silentSince, watchAlone } from './queries.ts'

const subject = 'cis-silent'
const role = 'operations'

/** So long it may answer nothing before a person is asked to look: a restart, or a night's maintenance begun late. */
const patience = '30 minutes'

/**
 * One to do for a CIS that answers nothing, whatever it says instead and however much waits; settled when it answers again.
 * While it answers nobody no task is put in error, so that without this nobody would be told.
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
