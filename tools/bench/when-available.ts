import { setTimeout as pause } from 'node:timers/promises'
import { openPool, type Pool } from '@porchlight/server/database/sql.ts'

/** SQLSTATE classes of a database that is away or coming back. */
const away = /^(57|53|08|58)/

/** Runs work as the owner of a database, and again until the database is available. Throws any other error of the work. */
export async function whenAvailable<T>(url: string, work: (owner: Pool) => Promise<T>): Promise<T> {
  for (;;) {
    const owner = openPool(url, 1, undefined, { connectMs: 1_000, checkoutMs: 1_000 })
    try {
      return await work(owner)
    } catch (error) {
      const { code, name } = error as { code?: string; name?: string }
      if (name === 'PostgresError' && !away.test(code ?? '')) throw error
      await pause(25)
    } finally {
      await owner.end({ timeout: 0 })
    }
  }
}
