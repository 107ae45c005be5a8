import type { Pool, Sql } from '@porchlight/server/database/sql.ts'

const ATTEMPTS = 4
/** Deadlock and serialization failure: a conflict with another transaction. */
const PASSING = new Set(['40P01', '40001'])

/** Runs in one transaction, again where PostgreSQL ended it in favor of the application's: they work side by side. */
export async function inTransaction<T>(pool: Pool, work: (sql: Sql) => Promise<T>, attempt = 1): Promise<T> {
  try {
    return (await pool.begin(work)) as T
  } catch (error) {
    if (attempt >= ATTEMPTS || !PASSING.has(String((error as { code?: unknown }).code))) throw error
    return inTransaction(pool, work, attempt + 1)
  }
}
