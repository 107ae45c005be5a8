import { command, query } from '#database/query.ts'
import type { TaskWriter } from '../task-writer.ts'
import type {
  ClaimDelivery,
  CountFailure,
  DeleteOldDeliveries,
  EnqueueDeliveries,
  IsLookedInto,
  IsReplaced,
  KeepBody,
  NextDelivery,
  PostponeDelivery,
  ReleaseNext,
  SettleDelivery,
  SettleSilence,
  SilentSince,
  WatchAlone,
} from './queries.generated.ts'

export const enqueueDeliveries = command<EnqueueDeliveries, TaskWriter>(
  'enqueue-deliveries',
  'SELECT enqueue_cis_deliveries($taskIds::bigint[])',
)

/**
 * Claims the delivery that has been due the longest, is the first of its line, and whose line has no other claim. A claim is a
 * lease, not a lock: no transaction stays open during the call to the CIS, and the claim of a worker that died expires. Each
 * scalar subquery is one index look-up; PostgreSQL would plan NOT EXISTS as a join of all waiting deliveries.
 */
export const claimDelivery = command<ClaimDelivery, 'job:tell-cis'>(
  'claim-delivery',
  `WITH due AS (
     SELECT cis_delivery_id FROM cis_deliveries d
     WHERE state = 'waiting' AND next_attempt_at <= current_instant()
       AND cis_delivery_id = (
         SELECT e.cis_delivery_id FROM cis_deliveries e WHERE e.line = d.line AND e.state = 'waiting'
         ORDER BY e.cis_delivery_id LIMIT 1)
       AND (
         SELECT e.cis_delivery_id FROM cis_deliveries e WHERE e.line = d.line AND e.state = 'waiting'
           AND e.next_attempt_at > current_instant() AND e.next_attempt_at < 'infinity' LIMIT 1) IS NULL
     ORDER BY next_attempt_at, cis_delivery_id LIMIT 1 FOR UPDATE SKIP LOCKED),
   claimed AS (
     UPDATE cis_deliveries d SET claims = d.claims + 1, next_attempt_at = current_instant() + $claimedFor::interval
     FROM due WHERE d.cis_delivery_id = due.cis_delivery_id RETURNING d.*)
   SELECT c.cis_delivery_id AS "delivery_id!", c.line AS "line!", c.claims AS "claims!", c.refusals AS "refusals!", c.body AS "body?",
     t.self_service_task_id AS task_id, t.task_type, t.state, t.account_id AS "account_id?", a.source_key AS "account_source_key?",
     t.actor_kind, t.web_user_id, t.email_address, host(t.ip_address) AS "ip_address?", t.self_service_user_id,
     w.source_key AS "web_user_source_key?", t.csr_id, t.prepared_by_csr_id, t.originating_task_id, t.correlation_id,
     t.created_at, t.applied_at, t.scheduled_on, t.amount_cents, t.currency, t.payload
   FROM claimed c JOIN self_service_tasks t USING (self_service_task_id)
   LEFT JOIN accounts a USING (account_id) LEFT JOIN web_users w ON w.web_user_id = t.self_service_user_id`,
)

export const keepBody = command<KeepBody, 'job:tell-cis'>(
  'keep-body',
  'UPDATE cis_deliveries SET body = $body WHERE cis_delivery_id = $deliveryId AND body IS NULL',
)

/** Ends a delivery. Returns no row where another worker has claimed it since. */
export const settleDelivery = command<SettleDelivery, 'job:tell-cis'>(
  'settle-delivery',
  `UPDATE cis_deliveries SET state = $state, answered_at = current_instant(), reference = $reference, failure = $failure,
     refusals = refusals + CASE $state::text WHEN 'refused' THEN 1 ELSE 0 END
   WHERE cis_delivery_id = $deliveryId AND claims = $claims AND state = 'waiting'
   RETURNING cis_delivery_id AS delivery_id`,
)

/** Makes the next delivery of a line due after the one before it was answered. */
export const releaseNext = command<ReleaseNext, 'job:tell-cis'>(
  'release-next',
  `UPDATE cis_deliveries SET next_attempt_at = current_instant()
   WHERE next_attempt_at = 'infinity' AND cis_delivery_id = (
     SELECT e.cis_delivery_id FROM cis_deliveries e WHERE e.line = $line AND e.state = 'waiting'
     ORDER BY e.cis_delivery_id LIMIT 1)`,
)

/** Schedules a retry after a number of milliseconds. */
export const postponeDelivery = command<PostponeDelivery, 'job:tell-cis'>(
  'postpone-delivery',
  `UPDATE cis_deliveries SET next_attempt_at = current_instant() + make_interval(secs => $waitMs / 1000.0),
     failure = COALESCE($failure, failure), failing_since = COALESCE(failing_since, CASE WHEN $failure::text IS NOT NULL THEN current_instant() END)
   WHERE cis_delivery_id = $deliveryId AND claims = $claims AND state = 'waiting'`,
)

/** Counts a failure if the CIS answered other deliveries since the last counted one; returns the number of failures. */
export const countFailure = command<CountFailure, 'job:tell-cis'>(
  'count-failure',
  `UPDATE cis_deliveries d SET failures = failures + 1, failed_at = current_instant()
   WHERE cis_delivery_id = $deliveryId AND (failed_at IS NULL
     OR EXISTS (SELECT 1 FROM cis_deliveries o WHERE o.answered_at > d.failed_at))
   RETURNING failures`,
)

/** Milliseconds until the next delivery is due. */
export const nextDelivery = query<NextDelivery>(
  'next-delivery',
  `SELECT (extract(epoch FROM next_attempt_at - current_instant()) * 1000)::float8 AS "in_ms!" FROM cis_deliveries
   WHERE state = 'waiting' AND next_attempt_at > current_instant() AND next_attempt_at < 'infinity'
   ORDER BY next_attempt_at LIMIT 1`,
)

/** Whether a later task of the same kind is completed. */
export const isReplaced = query<IsReplaced>(
  'is-replaced',
  `SELECT EXISTS (
     SELECT 1 FROM self_service_tasks l, self_service_tasks t
     WHERE t.self_service_task_id = $taskId AND l.self_service_task_id > t.self_service_task_id
       AND l.state = 'completed' AND l.task_type = ANY ($taskTypes::text[])
       AND (l.account_id = t.account_id OR (t.account_id IS NULL AND l.account_id IS NULL
         AND l.self_service_user_id = t.self_service_user_id))
       AND (NOT $isOfWebUser::boolean OR l.self_service_user_id = t.self_service_user_id)) AS "is_replaced!"`,
)

/** Lets one worker at a time check whether the CIS answers, for the length of its transaction. */
export const watchAlone = query<WatchAlone>(
  'watch-alone',
  `SELECT pg_advisory_xact_lock(hashtextextended('watch the CIS', 0))::text AS locked`,
)

/**
 * The start of the CIS's silence, if it is longer than allowed: its last answer or the first failure of a waiting delivery,
 * whichever is later.
 */
export const silentSince = query<SilentSince>(
  'silent-since',
  `SELECT since AS "since!" FROM (
     SELECT GREATEST(min(failing_since), (SELECT max(answered_at) FROM cis_deliveries WHERE answered_at IS NOT NULL)) AS since
     FROM cis_deliveries WHERE state = 'waiting' HAVING min(failing_since) IS NOT NULL) asked
   WHERE since < current_instant() - $patience::interval`,
)

/** Whether a to-do was raised for this silence, open or done. */
export const isLookedInto = query<IsLookedInto>(
  'is-looked-into',
  `SELECT EXISTS (SELECT 1 FROM to_dos
     WHERE to_do_role = $role AND subject = $subject AND created_at >= $since::timestamptz) AS "is_looked_into!"`,
)

/** Settles the to-do when the CIS answers again. */
export const settleSilence = command<SettleSilence, 'job:watch-cis'>(
  'settle-silence',
  `UPDATE to_dos SET completed_at = current_instant(), version = version + 1
   WHERE to_do_role = $role AND subject = $subject AND completed_at IS NULL`,
)

export const deleteOldDeliveries = command<DeleteOldDeliveries, 'job:delete-old-rows'>(
  'delete-old-deliveries',
  `DELETE FROM cis_deliveries d USING self_service_tasks t
   WHERE t.self_service_task_id = d.self_service_task_id AND t.is_final AND d.answered_at < current_instant() - interval '90 days'`,
)
