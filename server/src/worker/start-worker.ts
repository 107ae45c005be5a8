import { setMaxListeners } from 'node:events'
import type { Database } from '#database/database.ts'
import type { Installation } from '../installation.ts'
import type { Job } from './job.ts'
import { type OnRun, runRepeatedly } from './run-repeatedly.ts'

export type Worker = {
  /** Begins nothing more, and resolves when what is in hand is done. */
  stop(): Promise<void>
}

/** How long what is in hand may take when we stop. What is not finished then is rolled back and done again later. */
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
  // Each job listens for the stop, and what it has under way.
  setMaxListeners(0, stopping.signal)
  const tools = { pool: database.worker, installation, signal: stopping.signal }
  const ended: Promise<void>[] = []
  for (const job of options.jobs) {
    const running = runRepeatedly(job, tools, options.onRun)
    ended.push(running.ended)
    if (job.channel === undefined) continue
    // Without notices (a pooler that does not pass them on) the job still runs at its pace. After a reconnect it looks once.
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
