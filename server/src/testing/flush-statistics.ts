import type { Pool } from '#database/sql.ts'

/** Makes each connection of a pool report its counters, which PostgreSQL otherwise does up to ten seconds later. */
export async function flushStatistics(pool: Pool): Promise<void> {
  const open = Array.from({ length: pool.counts().open }, () => pool.reserve())
  for (const connection of await Promise.all(open)) {
    await connection.unsafe('SELECT pg_stat_force_next_flush()')
    connection.release()
  }
}
