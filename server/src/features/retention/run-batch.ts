import { randomUUID } from 'node:crypto'
import { type RetentionKind, retentionKinds } from '@porchlight/contract/retention-kinds.ts'
import { isOutage } from '#database/driver/errors.ts'
import type { Pool, Sql } from '#database/sql.ts'
import { inTransaction } from '#database/transaction.ts'
import type { Grant } from '#policy/grant.ts'
import { record } from '#record/record.ts'
import { countCandidates, deleteBatch, failRun, keepProgress, nextRun } from './queries.ts'
import { isRetentionKind, keptOf } from './rules.ts'

/** Batch size: rows that are examined in one transaction. A larger batch is no cheaper a row and holds its locks longer. */
const batchSize = 1_000

export type RetentionWork = {
  pool: Pool
  grant: Grant<'job:retention'>
  /** Works only on runs of these kinds. */
  kinds?: readonly RetentionKind[] | undefined
  batchSize?: number
}

/** How far the run of a batch has come. */
export type BatchOutcome = {
  runId: number
  kind: RetentionKind
  isDone: boolean
  candidates: number
  examined: number
  deleted: number
  kept: ReturnType<typeof keptOf>
  /** The first day that stays. */
  deletesBefore: string
}

type Run = NonNullable<Awaited<ReturnType<typeof nextRun.first>>>
type Failed = { runId: number; error: unknown }

/**
 * Works one batch of the oldest run that is under way, in one transaction: rows, progress and (with the last batch) the record row
 * are committed together, so that a process that dies neither loses nor doubles anything. Returns undefined where no run is under
 * way, or another process is working on it. A failure is counted and thrown.
 */
export async function runBatch(work: RetentionWork): Promise<BatchOutcome | undefined> {
  let failed: Failed | undefined
  try {
    return await inTransaction(
      work.pool,
      (sql) => nextRun.first(sql, { kinds: work.kinds ? [...work.kinds] : null }),
      async (sql, run) => {
        if (!run || !isRetentionKind(run.kind)) return undefined
        try {
          return await workOn(sql, work, { ...run, kind: run.kind })
        } catch (error) {
          failed = { runId: run.runId, error }
          throw error
        }
      },
    )
  } catch (error) {
    // An outage is no fault of the run: it goes on when the database is back.
    if (failed && !isOutage(failed.error))
      await failRun(work.pool, work.grant, { runId: failed.runId, failure: sentenceOf(failed.error) })
    throw error
  }
}

const sentenceOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 500)

async function workOn(
  sql: Sql,
  { grant, batchSize: most = batchSize }: RetentionWork,
  run: Run & { kind: RetentionKind },
): Promise<BatchOutcome> {
  const { runId, kind, deletesBefore } = run
  const parts: readonly string[] = retentionKinds[kind].parts
  const candidates =
    run.candidates ?? (await countCandidates.one(sql, { parts: [...parts], deletesBefore })).rows
  const batch = await deleteBatch.one(sql, grant, {
    part: parts[run.part] ?? '',
    deletesBefore,
    afterAt: run.afterAt,
    afterKey: run.afterKey,
    most,
  })
  // A short batch was the last of its table.
  const isPartDone = batch.examined < most
  const isDone = isPartDone && run.part + 1 >= parts.length
  const kept = await keepProgress.one(sql, grant, {
    runId,
    state: isDone ? 'done' : 'running',
    part: isPartDone && !isDone ? run.part + 1 : run.part,
    afterAt: isPartDone ? null : batch.lastAt,
    afterKey: isPartDone ? null : batch.lastKey,
    candidates,
    examined: batch.examined,
    deleted: batch.deleted,
    kept: JSON.stringify(batch.kept),
  })
  const outcome: BatchOutcome = {
    runId,
    kind,
    isDone,
    candidates,
    examined: run.examined + batch.examined,
    deleted: kept.deleted,
    kept: keptOf(kept.kept),
    deletesBefore,
  }
  if (isDone) await recordRun(sql, run, outcome)
  return outcome
}

/** Writes the one record row of a run. A daily run that found nothing to delete has changed nothing, and leaves none. */
async function recordRun(sql: Sql, run: Run, { kept, deleted }: BatchOutcome): Promise<void> {
  if (deleted === 0 && run.startedBy === null) return
  const { runId, kind, deletesBefore, months, setBy, startedBy } = run
  const details = {
    runId,
    kind,
    deleted,
    deletesBefore,
    months,
    setBy,
    ...(startedBy !== null && { startedBy }),
    ...Object.fromEntries(kept.map(({ because, rows }) => [`kept-${because}`, rows])),
  }
  await record(sql, { kind: 'system' }, randomUUID(), [
    { event: 'changed', action: 'retention:delete', details },
  ])
}
