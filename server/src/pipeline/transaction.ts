import type { Pool, Sql } from '#database/sql.ts'
import { Refusal } from './refusal.ts'

const outages = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  '57P01',
  '57P03',
  '53300',
])

/** An outage is 503, never "forbidden". */
function asOutage(error: unknown): unknown {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && outages.has(code) ? new Refusal('out-of-order') : error
}

/** The work so far stands, although it ends in a refusal: what ended a masquerade stays ended. */
export class CommittedRefusal extends Refusal {}

/**
 * One transaction. BEGIN and `first` go to the database in one batch; `work` gets what `first` answered. Commits when `work`
 * is done, rolls back when it throws.
 */
export async function inTransaction<F, T>(
  pool: Pool,
  first: (sql: Sql) => Promise<F>,
  work: (sql: Sql, first: F) => Promise<T>,
): Promise<T> {
  const connection = await pool.reserve().catch((error: unknown) => {
    throw asOutage(error)
  })
  try {
    // A query of postgres.js is sent when it is awaited; BEGIN must go ahead of what follows it.
    const begun = connection.unsafe('BEGIN', [], { prepare: true })
    const opening = first(connection)
    const [, opened] = await Promise.all([begun, opening])
    const result = await work(connection, opened)
    await connection.unsafe('COMMIT', [], { prepare: true })
    return result
  } catch (error) {
    const closing = error instanceof CommittedRefusal ? 'COMMIT' : 'ROLLBACK'
    await connection.unsafe(closing).catch(() => {})
    throw asOutage(error)
  } finally {
    connection.release()
  }
}
