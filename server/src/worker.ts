import type { Database } from '#database/database.ts'
import type { Installation } from './installation.ts'

/** What happens beside requests. */
export type Worker = { close(): Promise<void> }

/** Starts the worker; `close` waits for what it has in hand. */
export function startWorker(_database: Database, _installation: Installation): Worker {
  return { close: async () => {} }
}
