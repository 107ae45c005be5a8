import { setMaxListeners } from 'node:events'
import type { Database } from '#database/database.ts'
import type { Installation } from '../installation.ts'
import { cisLanes } from './cis/cis-lanes.ts'
import { watchCis } from './cis/watch-cis.ts'
import { answerResetRequests } from './jobs/answer-reset-requests.ts'
import { cancelCardPayments } from './jobs/cancel-card-payments.ts'
import { countSearchWords } from './jobs/count-search-words.ts'
import { deleteOldRows } from './jobs/delete-old-rows.ts'
import { expireTasks } from './jobs/expire-tasks.ts'
import type { Job } from './jobs/job.ts'
import { makeRecordPartitions } from './jobs/make-record-partitions.ts'
import { type OnRun, runRepeatedly } from './jobs/run-repeatedly.ts'
import { sendMessages } from './jobs/send-messages.ts'
import { settleSearches } from './jobs/settle-searches.ts'
import { sweepMasquerades } from './jobs/sweep-masquerades.ts'
import { tellOfAlerts } from './jobs/tell-of-alerts.ts'
import { tellOfLinks } from './jobs/tell-of-links.ts'
import { tellOfVisits } from './jobs/tell-of-visits.ts'
import { workTasks } from './jobs/work-tasks.ts'

export type Worker = {
  /** Begins nothing more, and resolves when what is in hand is done. */
  stop(): Promise<void>
}

/** How long what is in hand may take when we stop. What is not finished then is rolled back and done again later. */
const patienceMs = 2_500

const jobs: readonly Job[] = [
  workTasks,
  sendMessages,
  answerResetRequests,
  sweepMasquerades,
  cancelCardPayments,
  settleSearches,
  tellOfAlerts,
  tellOfLinks,
  tellOfVisits,
  expireTasks,
  makeRecordPartitions,
  deleteOldRows,
  countSearchWords,
]

/**
 * Starts the task worker: what happens beside requests, each job at its own pace, at once where the database gives notice of
 * work. Several workers may run on one database.
 */
export function startWorker(options: {
  database: Database
  installation: Installation
  onRun?: OnRun
}): Worker {
  const { database, installation } = options
  const stopping = new AbortController()
  // Each job listens for the stop, and what it has under way.
  setMaxListeners(0, stopping.signal)
  const tools = { pool: database.worker, installation, signal: stopping.signal }
  const ended: Promise<void>[] = []
  for (const job of [...jobs, ...(installation.cis ? [...cisLanes(), watchCis] : [])]) {
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
