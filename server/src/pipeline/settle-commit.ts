import { setTimeout as pause } from 'node:timers/promises'
import { isOutage } from '#database/driver/errors.ts'
import type { Pool, Reserved } from '#database/sql.ts'
import { currentTransaction, transactionOutcome } from './queries.ts'
import { Refusal } from './refusal.ts'

/** How long it is asked whether a commit was done whose answer was lost. */
const patienceMs = 5_000
const betweenMs = 100

const commit = (connection: Reserved) => connection.unsafe('COMMIT', [], { prepare: true })

/** Commits. Where the answer is lost, the caller is told so, although the commit may have been done. */
export async function commitPlainly(connection: Reserved): Promise<void> {
  await commit(connection)
}

/**
 * Commits a change, and finds out what became of it where the connection is lost over the commit: a change that stands is
 * never answered as one that does not, and sending it once more would do it twice.
 * @param correlationId of the change's line in the record, which stands exactly where the change does
 * @throws Refusal `outcome-unknown` where the database does not come back in time; else the connection's own error
 */
export async function commitSurely(pool: Pool, connection: Reserved, correlationId: string): Promise<void> {
  // In one packet: the answer to the first leaves the server before it begins to commit.
  const asked = currentTransaction.one(connection, {})
  const committed = commit(connection)
  const transactionId = await asked.then(
    (row) => row.transactionId,
    () => undefined,
  )
  try {
    await committed
  } catch (error) {
    if (!isOutage(error) || transactionId === undefined) throw error
    // Nothing was written: there is nothing that could be lost.
    if (transactionId === null) return
    if (!(await wasCommitted(pool, transactionId, correlationId))) throw error
  }
}

async function wasCommitted(pool: Pool, transactionId: string, correlationId: string): Promise<boolean> {
  const until = performance.now() + patienceMs
  while (performance.now() < until) {
    const isDone = await outcomeOf(pool, transactionId, correlationId)
    if (isDone !== undefined) return isDone
    await pause(betweenMs)
  }
  throw new Refusal('outcome-unknown')
}

/** Undefined: not known yet. */
async function outcomeOf(pool: Pool, transactionId: string, correlationId: string) {
  try {
    const { state, isRecorded } = await transactionOutcome.one(pool, { transactionId, correlationId })
    if (state === 'in progress') return undefined
    // After a crash the number may be another's: the line in the record is this change's own.
    return state === 'committed' && isRecorded
  } catch (error) {
    // A number that was never kept: the server ended before it wrote anything of it.
    if ((error as { code?: string }).code === '22023') return false
    if (isOutage(error)) return undefined
    throw error
  }
}
