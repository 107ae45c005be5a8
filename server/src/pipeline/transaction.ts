import { isOutage, wasCutOff } from '#database/driver/errors.ts'
import type { Pool, Reserved, Sql } from '#database/sql.ts'
import { Refusal } from './refusal.ts'
import { type CommittedChange, commitPlainly, commitSurely } from './settle-commit.ts'

/** An outage is 503, never "forbidden". What the database said of it stays the cause, for the log. */
export function asOutage(error: unknown): unknown {
  return isOutage(error) ? new Refusal('out-of-order', {}, { cause: error }) : error
}

/** The work so far stands, although it ends in a refusal: what ended a masquerade stays ended. */
export class CommittedRefusal extends Refusal {}

/** What a transaction's work may say of its end. */
export type Ending = {
  /** Of a change: what its commit is told by, so that it is settled even over an outage. */
  change?: CommittedChange
}

/** Connections that were cut while nobody used them are noticed when they are used: so many are passed over. */
const mostCutOff = 3

/**
 * One transaction. BEGIN and `first` go to the database in one batch; `work` gets what `first` answered. Commits when `work`
 * is done, rolls back when it throws. `first` may run again, on another connection: nothing of it stands before the commit.
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

/** Ends the transaction; where that is not to be done, the connection, and the server rolls back. */
async function close(connection: Reserved, statement: 'COMMIT' | 'ROLLBACK'): Promise<void> {
  await connection.unsafe(statement).catch(() => connection.destroy())
}
