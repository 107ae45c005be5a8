import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { unproved } from '@porchlight/contract/record-proof.ts'
import { isOutage } from '#database/driver/errors.ts'
import type { Pool } from '#database/sql.ts'
import {
  type RecordSettings,
  type VerifiedRecord,
  type VerifyProgress,
  verifyRecord,
  witnessesOf,
} from '#features/the-record/index.ts'
import type { Grant } from '#policy/grant.ts'
import { record } from '#record/record.ts'
import { type KeptElsewhere, readKeptElsewhere } from './kept-elsewhere.ts'
import type { ClaimVerification } from './queries.generated.ts'
import {
  beatVerification,
  claimVerification,
  endVerification,
  failVerification,
  raiseRecordAlert,
  releaseVerification,
  saveVerification,
} from './queries.ts'

export type VerificationWork = {
  pool: Pool
  grant: Grant<'job:verify-record'>
  settings: RecordSettings
  signal: AbortSignal
  /** Called when progress was saved. */
  onSaved?: (verified: number) => void
}

type Run = ClaimVerification['row'] & { runner: string }

const beatMs = 5_000
/** Progress is saved about once a second: that much is done again after the process was killed. */
const saveMs = 1_000

/**
 * Makes one verification that waits, or that another process left unfinished: it goes on behind the last entry that was saved as right.
 * It rests as long as it works, so that requests go first. Returns false where no run waits.
 */
export async function runVerification(work: VerificationWork): Promise<boolean> {
  const runner = randomUUID()
  const claimed = await claimVerification.first(work.pool, work.grant, { runner })
  if (!claimed) return false
  const run: Run = { ...claimed, runner }
  const beats = setInterval(() => {
    // A beat that fails is followed by others.
    beatVerification(work.pool, work.grant, { verificationId: run.verificationId, runner }).catch(() => {})
  }, beatMs)
  try {
    await verifyFor(work, run)
  } catch (error) {
    // After an outage the run goes on when the database is back.
    if (!isOutage(error)) await failed(work, run, error)
    throw error
  } finally {
    clearInterval(beats)
  }
  return true
}

async function verifyFor(work: VerificationWork, run: Run): Promise<void> {
  const { settings, pool } = work
  const resumed = run.verifiedRoot ? { size: run.verified, root: Buffer.from(run.verifiedRoot) } : undefined
  const since =
    resumed ?? (run.sinceRoot ? { size: run.sinceSize, root: Buffer.from(run.sinceRoot) } : undefined)
  const elsewhere = await readKeptElsewhere(settings.places, since?.size ?? 0)
  const progress = new Progress(work, run)
  const verifiers = settings.keys()
  const verified = await verifyRecord(pool, {
    origin: settings.origin,
    verifiers,
    kept: elsewhere.kept,
    witnesses: witnessesOf(settings.places),
    since,
    isResumed: resumed !== undefined,
    onProgress: (now) => progress.at(now),
  })
  if (progress.isLost) return
  if (work.signal.aborted) {
    await releaseVerification(pool, work.grant, { verificationId: run.verificationId, runner: run.runner })
    return
  }
  await end(work, run, verified, unprovedBy(verified, run, elsewhere, verifiers.length))
}

/** Saves progress, and says when to stop. */
class Progress {
  /** Whether another process has taken the run over. */
  isLost = false
  readonly #work: VerificationWork
  readonly #run: Run
  #savedAt = 0
  #workedFrom = performance.now()

  constructor(work: VerificationWork, run: Run) {
    this.#work = work
    this.#run = run
  }

  async at(now: VerifyProgress): Promise<'stop' | undefined> {
    const { signal } = this.#work
    const isLast = now.size === now.of
    // Behind a fault nothing is saved as right: after an interruption it is met again.
    if (now.faults === 0 && (isLast || performance.now() - this.#savedAt >= saveMs)) await this.#save(now)
    if (this.isLost || signal.aborted) return 'stop'
    const workedMs = performance.now() - this.#workedFrom
    await sleep(Math.min(workedMs, 1_000), undefined, { signal }).catch(() => {})
    this.#workedFrom = performance.now()
    return signal.aborted ? 'stop' : undefined
  }

  async #save({ size, root, of, checkpoints, unsigned }: VerifyProgress): Promise<void> {
    const { pool, grant, onSaved } = this.#work
    const { verificationId, runner } = this.#run
    const saved = await saveVerification.first(pool, grant, {
      verificationId,
      runner,
      verified: size,
      verifiedRoot: root,
      size: of,
      ...countsOf(this.#run, checkpoints, unsigned),
    })
    this.isLost = saved === undefined
    this.#savedAt = performance.now()
    onSaved?.(size)
  }
}

/** Adds what was counted before an interruption. */
const countsOf = (run: Run, { own, kept }: VerifiedRecord['checkpoints'], unsigned: number) => ({
  ownCheckpoints: run.ownCheckpoints + own,
  keptCheckpoints: run.keptCheckpoints + kept,
  unsigned: run.unsigned + unsigned,
})

function unprovedBy(
  verified: VerifiedRecord,
  run: Run,
  { unread }: KeptElsewhere,
  keys: number,
): (typeof unproved)[number][] {
  const compared = countsOf(run, verified.checkpoints, verified.unsigned).keptCheckpoints
  return [
    ...(keys === 0 ? (['no-key'] as const) : []),
    // A place without a checkpoint yet proves as little as none.
    ...(compared === 0 && unread.length === 0 ? (['no-second-place'] as const) : []),
    ...(unread.length > 0 ? (['place-unread'] as const) : []),
    ...(verified.unsigned + run.unsigned > 0 ? (['unsigned-checkpoints'] as const) : []),
  ]
}

async function end(work: VerificationWork, run: Run, verified: VerifiedRecord, unprovedNames: string[]) {
  const { verificationId, runner, kind } = run
  const { size, checkpoints, unsigned, faults } = verified
  const [first] = faults
  const outcome = { verificationId, kind, size, faults: faults.length, ...firstOf(first) }
  await work.pool.begin(async (sql) => {
    const ended = await endVerification.first(sql, work.grant, {
      verificationId,
      runner,
      size,
      ...countsOf(run, checkpoints, unsigned),
      unproved: unprovedNames,
      faults: JSON.stringify(faults),
    })
    if (!ended) return
    await record(sql, { kind: 'system' }, randomUUID(), [
      { event: 'changed', action: 'record-proof:verify', details: outcome },
    ])
    if (first)
      await raiseRecordAlert(sql, work.grant, {
        subject: 'record-does-not-verify',
        details: JSON.stringify(outcome),
      })
  })
}

const firstOf = (fault: VerifiedRecord['faults'][number] | undefined) =>
  fault ? { firstFault: `${fault.kind} ${fault.at}` } : {}

async function failed(work: VerificationWork, run: Run, error: unknown): Promise<void> {
  const { verificationId, runner } = run
  const failure = (error instanceof Error ? error.message : String(error)).slice(0, 500)
  await work.pool.begin(async (sql) => {
    const row = await failVerification.first(sql, work.grant, { verificationId, runner, failure })
    if (!row) return
    const details = { verificationId, failure }
    await record(sql, { kind: 'system' }, randomUUID(), [
      { event: 'changed', action: 'record-proof:verify', details },
    ])
    if (row.startedBy === null)
      await raiseRecordAlert(sql, work.grant, {
        subject: 'record-not-verified',
        details: JSON.stringify(details),
      })
  })
}
