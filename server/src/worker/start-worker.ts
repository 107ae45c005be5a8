import { setMaxListeners } from 'node:events'
import type { Database } from '#database/database.ts'
import { tellOfLinks } from '#features/account-links/tell-of-links.ts'
import { tellOfAlerts } from '#features/alerts/tell-of-alerts.ts'
import { countSearchWords } from '#features/customer-search/count-search-words.ts'
import { sweepMasquerades } from '#features/masquerade/sweep-masquerades.ts'
import { tellOfVisits } from '#features/masquerade/tell-of-visits.ts'
import { sendMessages } from '#features/messages/send-messages.ts'
import { answerResetRequests } from '#features/password/answer-reset-requests.ts'
import { cancelCardPayments } from '#features/payments/cancel-card-payments.ts'
import { settleSearches } from '#features/searches-at-rest/settle-searches.ts'
import { makeRecordPartitions } from '#features/the-record/make-record-partitions.ts'
import { cisLanes } from '#tasks/delivering/cis-lanes.ts'
import { watchCis } from '#tasks/delivering/watch-cis.ts'
import { expireTasks } from '#tasks/working/expire-tasks.ts'
import { workTasks } from '#tasks/working/work-tasks.ts'
import type { Installation } from '../installation.ts'
import { deleteOldRows } from './delete-old-rows.ts'
import type { Job } from './job.ts'
import { type OnRun, runRepeatedly } from './run-repeatedly.ts'

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
