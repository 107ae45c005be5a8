import { setMaxListeners } from 'node:events'
import type { Database } from '#database/database.ts'
import type { Installation } from '../installation.ts'
import type { Job } from './job.ts'
import { type OnRun, runRepeatedly } from './run-repeatedly.ts'

export type Worker = {
  /** Starts no further run, and resolves when the current runs have ended. */
  stop(): Promise<void>
}

/** How long current runs may take after a stop. What is not finished by then is rolled back and done again later. */
const patienceMs = 2_500

/**
 * Starts the worker: runs each job at its own pace, and at once when the database notifies its channel. Several workers may run
 * on one database.
 */
export function startWorker(options: {
  database: Database
  installation: Installation
  jobs: readonly Job[]
  onRun?: OnRun
}): Worker {
  const { database, installation } = options
  const stopping = new AbortController()
  // Each job and each of its calls listens for the stop.
  setMaxListeners(0, stopping.signal)
  const tools = { pool: database.worker, installation, signal: stopping.signal }
  const ended: Promise<void>[] = []
  for (const job of options.jobs) {
    const running = runRepeatedly(job, tools, options.onRun)
    ended.push(running.ended)
    if (job.channel === undefined) continue
    // Without notices (a connection pooler may drop them) the job still runs at its own pace. It runs once after a reconnect.
    database.worker.listen(job.channel, running.wake, running.wake).catch(() => {})
  }
  return {
    stop: async () => {
      stopping.abort()
      let late: NodeJS.Timeout | undefined
      const patience = new Promise<void>((resolve) => {
        late = setTimeout(resolve, patienceMs)
      })
      await Promise.race([Promise.all(ended), patience])
      clearTimeout(late)
    },
  }
}
