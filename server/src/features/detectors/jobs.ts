import { severities } from '@porchlight/contract/alert-choices.ts'
import { inTransaction } from '#database/transaction.ts'
import { openingActions } from '#policy/opens-customer.ts'
import { type JobWork, job } from '#worker/job.ts'
import { addCursors, claimCursor, moveCursor, nextBatch, raiseFindings } from './queries.ts'
import { type Detector, detectors } from './registry.ts'
import { severityFor } from './rules.ts'
import { settingValues } from './setting-values.ts'

/** Leaves of the record in one transaction. */
const mostLeaves = 2_000
const actions = [...openingActions, 'task:view', 'account:open-protected']

/** Runs every detector over the lines sealed since its last run, and raises alerts for its findings. */
export const detect = job({
  name: 'detect',
  everyMs: 1_000,
  run: async (work) => {
    await addCursors(work.pool, work.grant, { names: detectors.map(({ name }) => name) })
    for (const detector of detectors) while (!work.signal.aborted && (await detectBatch(work, detector)));
  },
})

/**
 * Reads the next batch behind a detector's cursor. The alerts and the cursor commit together, so that a process which dies in
 * between loses none and doubles none. A detector that is switched off skips the lines of that time. Returns whether there is more.
 */
async function detectBatch(
  { pool, grant, installation }: JobWork<'detect'>,
  detector: Detector,
): Promise<boolean> {
  const { name } = detector
  return inTransaction(
    pool,
    (sql) => claimCursor.first(sql, { detector: name }),
    async (sql, cursor) => {
      if (!cursor) return false
      const values = await settingValues(sql, installation.timeZone)
      const isOn = values[`detectors.${name}`]
      const from = cursor.nextIndex
      const delayHours = isOn ? (detector.delayHours?.(values) ?? 0) : 0
      const { to, size } = await nextBatch.one(sql, { from, most: mostLeaves, delayHours })
      if (to <= from) return false
      if (isOn) {
        const priority = severities.indexOf(severityFor(name, values['detectors.severities'])) + 1
        const looks = await detector.find(sql, { from, to, actions }, values)
        const findings = looks.map(({ csrId, accountId, personId, recordEntryId, at, about, facts }) => ({
          detector: name,
          priority,
          csr_id: csrId,
          account_id: accountId,
          person_id: personId,
          record_entry_id: recordEntryId,
          at: at.toISOString(),
          about,
          facts,
        }))
        if (findings.length > 0) await raiseFindings(sql, grant, { findings })
      }
      await moveCursor(sql, grant, { detector: name, to: isOn ? to : size })
      return isOn && to - from >= mostLeaves
    },
  )
}
