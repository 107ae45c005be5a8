import { Refusal } from '#policy/refusal.ts'
import { isOutage, wasCutOff } from './driver/errors.ts'
import { type CommittedChange, commitPlainly, commitSurely } from './settle-commit.ts'
import type { Pool, Reserved, Sql } from './sql.ts'

/** Turns an outage into a 503, never into "forbidden". Keeps the database's error as the cause, for the log. */
export function asOutage(error: unknown): unknown {
  return isOutage(error) ? new Refusal('out-of-order', {}, { cause: error }) : error
}

/** A refusal that commits the work so far: a masquerade that was ended stays ended. */
export class CommittedRefusal extends Refusal {}

/** Lets a transaction's work say how to commit. */
export type Ending = {
  /** Identifies a change, so that the outcome of its commit can be found after a lost connection. */
  change?: CommittedChange
}

/** Attempts for one transaction. An idle connection that was cut is noticed only on its next use, and skipped. */
const mostCutOff = 3

/**
 * Runs `work` in one transaction: commits when `work` is done, rolls back when it throws. BEGIN and `first` go to the database
 * in one batch, and `work` gets the result of `first`. `first` may run again on another connection, since its writes are lost
 * with the connection before the commit.
 */
export async function inTransaction<F, T>(
  pool: Pool,
  first: (sql: Sql) => Promise<F>,
  work: (sql: Sql, first: F, ending: Ending) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const connection = await pool.reserve().catch((error: unknown) => {
      throw asOutage(error)
    })
    let hasBegun = false
    const startedAt = performance.now()
    try {
      const begun = connection.unsafe('BEGIN', [], { prepare: true })
      const opening = first(connection)
      const [, opened] = await Promise.all([begun, opening])
      hasBegun = true
      const ending: Ending = {}
      const result = await work(connection, opened, ending)
      if (!ending.change) await commitPlainly(connection)
      else await commitSurely(pool, connection, ending.change, startedAt)
      return result
    } catch (error) {
      if (!hasBegun && wasCutOff(error) && attempt < mostCutOff) continue
      await close(connection, error instanceof CommittedRefusal ? 'COMMIT' : 'ROLLBACK')
      throw asOutage(error)
    } finally {
      connection.release()
    }
  }
}

/** Ends the transaction. Where that fails, ends the connection, and the server rolls back. */
async function close(connection: Reserved, statement: 'COMMIT' | 'ROLLBACK'): Promise<void> {
  await connection.unsafe(statement).catch(() => connection.destroy())
}
