import { deleteOldLinkNews } from '#features/account-links/queries.ts'
import { tellOfLinks } from '#features/account-links/tell-of-links.ts'
import { tellOfAlerts } from '#features/alerts/jobs.ts'
import { countSearchWords } from '#features/customer-search/jobs.ts'
import { answerResetRequests } from '#features/mailed-keys/answer-reset-requests.ts'
import { deleteOldMailedKeys } from '#features/mailed-keys/queries.ts'
import { sweepMasquerades, tellOfVisits } from '#features/masquerade/jobs.ts'
import { deleteOldVisitNews } from '#features/masquerade/queries.ts'
import { deleteOldMessages } from '#features/messages/queries.ts'
import { sendMessages } from '#features/messages/send-messages.ts'
import { cancelCardPayments } from '#features/payments/cancel-card-payments.ts'
import { settleSearches } from '#features/searches-at-rest/jobs.ts'
import { deleteOldOpenings } from '#features/searches-at-rest/queries.ts'
import { deleteOldAttempts, deleteOldFailures } from '#features/sign-in/queries.ts'
import { makeRecordPartitions } from '#features/the-record/jobs.ts'
import { deleteOldUnlinks } from '#features/unlink/queries.ts'
import { cisLanes } from '#tasks/delivering/cis-lanes.ts'
import { deleteOldDeliveries } from '#tasks/delivering/queries.ts'
import { watchCis } from '#tasks/delivering/watch-cis.ts'
import { expireTasks } from '#tasks/working/expire-tasks.ts'
import { workTasks } from '#tasks/working/work-tasks.ts'
import { deleteOldRows } from '#worker/delete-old-rows.ts'
import type { Job } from '#worker/job.ts'
import type { Installation } from './installation.ts'

/** Rows that have served: each statement says how long they are kept. */
export const oldRows = deleteOldRows([
  deleteOldAttempts,
  deleteOldFailures,
  deleteOldMessages,
  deleteOldDeliveries,
  deleteOldMailedKeys,
  deleteOldLinkNews,
  deleteOldVisitNews,
  deleteOldUnlinks,
  deleteOldOpenings,
])

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
  oldRows,
  countSearchWords,
]

/** Returns every job of an installation: those of the tasks and of the features; the CIS's only where it has one. */
export const jobsOf = ({ cis }: Pick<Installation, 'cis'>): readonly Job[] =>
  cis ? [...jobs, ...cisLanes(), watchCis] : jobs
