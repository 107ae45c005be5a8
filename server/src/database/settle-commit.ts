import { setTimeout as pause } from 'node:timers/promises'
import { Refusal } from '#policy/refusal.ts'
import { isOutage } from './driver/errors.ts'
import { transactionOutcome } from './queries.ts'
import type { Pool, Reserved, Sql } from './sql.ts'

/** How long to ask for the outcome of a commit whose answer was lost; less for a request that is already late. */
const patienceMs = 5_000
const leastPatienceMs = 500
/** Since the begin of its transaction a request is answered within this. */
const wholePatienceMs = 8_500
const betweenMs = 100

const commit = (connection: Sql) => connection.unsafe('COMMIT', [], { prepare: true })

/** Commits. Throws where the answer is lost, although the commit may have succeeded. */
export async function commitPlainly(connection: Sql): Promise<void> {
  await commit(connection)
}

/** Identifies a change after its commit. */
export type CommittedChange = {
  /** The transaction's id; null where it has written nothing. */
  transactionId: string | null
  /**
   * The correlation id of the change's line in the record, which exists exactly if the change was committed; undefined where
   * the change is recorded in another way.
   */
  correlationId: string | undefined
}

/**
 * Commits a change. If the connection is lost during the commit, finds out whether the change was committed: a client that is
 * told of a failure would send the change again and make it twice.
 * @param began start of the transaction, from `performance.now()`
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
    // The transaction wrote nothing, so nothing can be lost.
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
    // The query may wait for a database that does not answer; the request must not.
    const late = pause(until - performance.now(), undefined, { ref: false })
    const isDone = await Promise.race([outcomeOf(pool, transactionId, correlationId), late])
    if (isDone !== undefined) return isDone
    await pause(betweenMs)
  }
  throw new Refusal('outcome-unknown')
}

/** Returns whether the transaction was committed; undefined while that is unknown. */
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
