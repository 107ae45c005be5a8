import { randomUUID } from 'node:crypto'
import { inTransaction } from '#database/transaction.ts'
import type { Cis, CisAnswer } from '#integrations/cis/cis.ts'
import { record } from '#record/record.ts'
import { type RetryPolicy, waitMs } from '#worker/backoff.ts'
import type { JobWork } from '#worker/job.ts'
import { taskTypeNamed } from '../lifecycle/actions-of.ts'
import { deliveryAccepted, deliveryRefused } from './delivery.ts'
import type { ClaimDelivery } from './queries.generated.ts'
import {
  claimDelivery,
  countFailure,
  isReplaced,
  keepBody,
  postponeDelivery,
  releaseNext,
  settleDelivery,
} from './queries.ts'
import { reportOf } from './report-of.ts'

type Claimed = ClaimDelivery['row']

/** Lease of a claim, longer than a call can take. A claim that outlives it was left by a worker that died. */
const claimedFor = '1 minute'

/** Failures after which the task is at fault and not the CIS, since the CIS answers others. They take at least half an hour. */
const again: RetryPolicy = { mostAttempts: 12, firstMs: 2_000, longestMs: 5 * 60_000 }
/** Retry delay while the CIS is down: all deliveries wait together (`cis-lanes.ts`) and continue soon after it is back. */
const whenBack: RetryPolicy = { ...again, firstMs: 500, longestMs: 30_000 }

/** Completes the task of this delivery, or puts it in error, and writes the line in the record. */
async function settle(
  { pool, installation, grant }: JobWork<'tell-cis'>,
  { deliveryId, taskId, claims, line, accountId, selfServiceUserId }: Claimed,
  ending: { state: 'accepted'; reference: string | null } | { state: 'refused'; reason: string },
): Promise<void> {
  const isAccepted = ending.state === 'accepted'
  const end = {
    state: ending.state,
    reference: isAccepted ? ending.reference : null,
    failure: isAccepted ? null : ending.reason,
  }
  await inTransaction(
    pool,
    (sql) => settleDelivery(sql, grant, { deliveryId, claims, ...end }),
    async (sql, mine) => {
      // Another worker has claimed this delivery since. Only its answer counts.
      if (mine.length === 0) return
      await releaseNext(sql, grant, { line })
      const tools = { sql, installation, grant }
      const isMoved = isAccepted
        ? await deliveryAccepted(tools, taskId, ending.reference ?? '')
        : await deliveryRefused(tools, taskId, ending.reason)
      if (!isMoved) return
      const about = { taskId, accountId: accountId ?? undefined, webUserId: selfServiceUserId ?? undefined }
      const entry = {
        event: 'changed' as const,
        action: 'task:deliver',
        ...about,
        details: { answer: ending.state },
      }
      await record(sql, { kind: 'system' }, randomUUID(), [entry])
    },
  )
}

/** Returns the body of this delivery, which is the same at every attempt; undefined where the task has no valid report. */
async function bodyOf({ pool, grant }: JobWork<'tell-cis'>, claimed: Claimed): Promise<string | undefined> {
  if (claimed.body !== null) return claimed.body
  const report = reportOf(claimed)
  if (!report) return undefined
  const body = JSON.stringify(report)
  await keepBody(pool, grant, { deliveryId: claimed.deliveryId, body })
  return body
}

/** Returns why sending this delivery makes no sense (any more); undefined where it does. */
async function uselessBecause({ pool, installation }: JobWork<'tell-cis'>, claimed: Claimed) {
  const { taskId, taskType, state, refusals } = claimed
  if (state !== 'processing') return 'task-is-over'
  const by = refusals > 0 ? taskTypeNamed(installation.taskTypes, taskType)?.replacedBy : undefined
  if (!by) return undefined
  const { isReplaced: yes } = await isReplaced.one(pool, {
    taskId,
    taskTypes: [...by.laterTypes],
    isOfWebUser: by.of === 'web-user',
  })
  return yes ? 'replaced-by-later-task' : undefined
}

/**
 * Handles a delivery without an answer: schedules a retry, or (where the CIS keeps answering others) gives up and raises a
 * to-do.
 */
async function setAside(
  tools: JobWork<'tell-cis'>,
  claimed: Claimed,
  cisAnswer: CisAnswer & { failure: string },
): Promise<void> {
  const { pool, installation, grant } = tools
  const { deliveryId, taskId, claims } = claimed
  const { failure, outcome } = cisAnswer
  installation.log.warn({ taskId, failure, outcome, attempts: claims }, 'a task was not told to the CIS')
  const counted = await countFailure.first(pool, grant, { deliveryId })
  if ((counted?.failures ?? 0) >= again.mostAttempts)
    return settle(tools, claimed, { state: 'refused', reason: failure })
  await postponeDelivery(pool, grant, {
    deliveryId,
    claims,
    failure,
    waitMs: waitMs(outcome === 'failed' ? again : whenBack, claims),
  })
}

async function tell(tools: JobWork<'tell-cis'>, cis: Cis, claimed: Claimed): Promise<CisAnswer> {
  const useless = await uselessBecause(tools, claimed)
  if (useless !== undefined) return { outcome: 'refused', reason: useless }
  const body = await bodyOf(tools, claimed)
  if (body === undefined) return { outcome: 'refused', reason: 'report-not-valid' }
  return cis.tell({ idempotencyKey: String(claimed.taskId), body }, tools.signal)
}

/**
 * Sends one due delivery to the CIS and applies the answer. Delivers at least once: after a crash between the answer and its
 * commit, the next worker sends the delivery again under the same idempotency key, and the CIS accepts it once. Returns the
 * answer; undefined where nothing was due.
 */
export async function deliverNext(tools: JobWork<'tell-cis'>, cis: Cis): Promise<CisAnswer | undefined> {
  const { pool, grant, signal } = tools
  const claimed = await claimDelivery.first(pool, grant, { claimedFor })
  if (!claimed) return undefined
  const cisAnswer = await tell(tools, cis, claimed).catch(async (error: unknown) => {
    if (!signal.aborted) throw error
    // This process is stopping and cannot know whether the CIS accepted the delivery. The next worker sends it again at once.
    const { deliveryId, claims } = claimed
    await postponeDelivery(pool, grant, { deliveryId, claims, failure: null, waitMs: 0 })
  })
  if (!cisAnswer) return undefined
  if (cisAnswer.outcome === 'accepted')
    await settle(tools, claimed, { state: 'accepted', reference: cisAnswer.reference })
  else if (cisAnswer.outcome === 'refused')
    await settle(tools, claimed, { state: 'refused', reason: cisAnswer.reason })
  else await setAside(tools, claimed, cisAnswer)
  return cisAnswer
}
