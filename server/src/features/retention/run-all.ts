import { setTimeout as sleep } from 'node:timers/promises'
import type { RetentionKind } from '@porchlight/contract/retention-kinds.ts'
import type { Pool } from '#database/sql.ts'
import { grantOf } from '#policy/decide.ts'
import { addDailyRuns, openRuns } from './queries.ts'
import { type BatchOutcome, runBatch } from './run-batch.ts'

/** Milliseconds between two looks at a run that another process is working on. */
const lookMs = 500

export type UnfinishedRun = Awaited<ReturnType<typeof openRuns>>[number]

/**
 * Starts a run of each kind that has a saved period, and works until these are done, beside the application too. Returns the runs
 * that a person has to look at: paused or failed ones.
 * @param onBatch is told how far a run has come; runs that another process works on are not told of
 */
export async function runAll(
  pool: Pool,
  kinds: readonly RetentionKind[],
  { onBatch, isStopping }: { onBatch: (outcome: BatchOutcome) => void; isStopping: () => boolean },
): Promise<UnfinishedRun[]> {
  const grant = grantOf({ kind: 'system' }, 'job:retention')
  await addDailyRuns(pool, grant, { kinds: [...kinds], isNow: true })
  while (!isStopping()) {
    const outcome = await runBatch({ pool, grant, kinds })
    if (outcome) {
      onBatch(outcome)
      continue
    }
    const open = await openRuns(pool, { kinds: [...kinds] })
    if (open.every(({ state }) => state === 'paused' || state === 'failed')) return open
    await sleep(lookMs)
  }
  return openRuns(pool, { kinds: [...kinds] })
}
