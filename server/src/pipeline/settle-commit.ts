import { setTimeout as pause } from 'node:timers/promises'
import { isOutage } from '#database/driver/errors.ts'
import type { Pool, Reserved } from '#database/sql.ts'
import { transactionOutcome } from './queries.ts'
import { Refusal } from './refusal.ts'

/** How long it is asked whether a commit was done whose answer was lost; less where the request is late already. */
const patienceMs = 5_000
const leastPatienceMs = 500
/** Since the begin of its transaction a request is answered within this. */
const wholePatienceMs = 8_500
const betweenMs = 100

const commit = (connection: Reserved) => connection.unsafe('COMMIT', [], { prepare: true })

/** Commits. Where the answer is lost, the caller is told so, although the commit may have been done. */
export async function commitPlainly(connection: Reserved): Promise<void> {
  await commit(connection)
}

/** What a change is told by after its commit. */
export type CommittedChange = {
  /** The number of its transaction; null where it has written nothing. */
  transactionId: string | null
  /** Of its line in the record, which stands exactly where the change does; undefined where it is recorded otherwise. */
  correlationId: string | undefined
}

/**
 * Commits a change, and finds out what became of it where the connection is lost over the commit: a change that stands is
 * never answered as one that does not, since sending it once more would do it twice.
 * @param began when its transaction did, as `performance.now()` says
 * @throws Refusal `outcome-unknown` where the database does not say in time; else the connection's own error
 */
export async function commitSurely(
  pool: Pool,
  connection: Reserved,
  change: CommittedChange,
  began: number,
): Promise<void> {
  try {
    await commit(connection)
  } catch (error) {
    if (!isOutage(error)) throw error
    // Nothing was written: there is nothing that could be lost.
    if (change.transactionId === null) return
    if (!(await wasCommitted(pool, change.transactionId, change.correlationId, began))) throw error
  }
}

async function wasCommitted(
  pool: Pool,
  transactionId: string,
  correlationId: string | undefined,
  began: number,
): Promise<boolean> {
  const now = performance.now()
  const left = began + wholePatienceMs - now
  const until = now + Math.min(patienceMs, Math.max(leastPatienceMs, left))
  while (performance.now() < until) {
    // The question itself may wait for a database that says nothing: the request does not.
    const late = pause(until - performance.now(), undefined, { ref: false })
    const isDone = await Promise.race([outcomeOf(pool, transactionId, correlationId), late])
    if (isDone !== undefined) return isDone
    await pause(betweenMs)
  }
  throw new Refusal('outcome-unknown')
}

/** Undefined: not known yet. */
async function outcomeOf(pool: Pool, transactionId: string, correlationId: string | undefined) {
  try {
    const { state, isRecorded } = await transactionOutcome.one(pool, {
      transactionId,
      correlationId: correlationId ?? null,
    })
    // Its connection has not noticed yet that we are gone, or the COMMIT is still on its way to it.
    if (state === 'in progress') return undefined
    // After a crash the number may be another's: the line in the record is this change's own.
    return state === 'committed' && (isRecorded || correlationId === undefined)
  } catch (error) {
    // A number that was never kept: the server ended before it wrote anything of it.
    if ((error as { code?: string }).code === '22023') return false
    if (isOutage(error)) return undefined
    throw error
  }
}
