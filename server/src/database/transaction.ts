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
  /** Settles when the COMMIT is answered, if the work has sent it already. */
  sent?: Promise<void>
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
    const ending: Ending = {}
    const startedAt = performance.now()
    try {
      const begun = connection.unsafe('BEGIN', [], { prepare: true })
      const opening = first(connection)
      const [, opened] = await Promise.all([begun, opening])
      hasBegun = true
      const result = await work(connection, opened, ending)
      if (ending.sent) await ending.sent
      else if (!ending.change) await commitPlainly(connection)
      else await commitSurely(pool, connection, ending.change, startedAt)
      return result
    } catch (error) {
      if (!hasBegun && wasCutOff(error) && attempt < mostCutOff) continue
      // The server rolls back at the COMMIT that follows a failed statement.
      if (ending.sent) await ending.sent.catch(() => connection.destroy())
      else await close(connection, error instanceof CommittedRefusal ? 'COMMIT' : 'ROLLBACK')
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

/**
 * Sends the last statement of a transaction and its COMMIT in one packet. If the statement fails, the COMMIT rolls back. No statement may
 * follow.
 */
export function withCommit<T>(sql: Sql, ending: Ending, send: (sql: Sql) => Promise<T>): Promise<T> {
  const result = send(sql)
  const sent = commitPlainly(sql)
  // Until the statement's result is known, nobody waits for the COMMIT.
  sent.catch(() => {})
  ending.sent = sent
  return result
}
