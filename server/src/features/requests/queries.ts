import { query } from '#database/query.ts'
import type { RequestOf, RequestSteps, RequestsOf } from './queries.generated.ts'

/** One more than a page: the last says that there is another page. Row-level security leaves the web user's own ones. */
export const requestsOf = query<RequestsOf>(
  'requests-of',
  `SELECT self_service_task_id AS task_id, task_type, state, applied_at IS NOT NULL AS "is_applied!", created_at
   FROM self_service_tasks
   WHERE account_id = $accountId AND self_service_user_id = $webUserId AND state <> 'draft'
     AND ($before::bigint IS NULL OR self_service_task_id < $before)
   ORDER BY self_service_task_id DESC LIMIT 21`,
)

export const requestOf = query<RequestOf>(
  'request-of',
  `SELECT self_service_task_id AS task_id, task_type, state, applied_at IS NOT NULL AS "is_applied!", created_at,
     actor_kind <> 'customer' AS "is_by_support!", scheduled_on, amount_cents, currency, payload
   FROM self_service_tasks
   WHERE self_service_task_id = $taskId AND account_id = $accountId AND self_service_user_id = $webUserId
     AND state <> 'draft'`,
)

/** The states that a request passed through, without notes and retries within one state. */
export const requestSteps = query<RequestSteps>(
  'request-steps',
  `SELECT state, at FROM (
     SELECT position, state, at, lag(state) OVER (ORDER BY position) AS before
     FROM self_service_task_log WHERE self_service_task_id = $taskId) steps
   WHERE state IS DISTINCT FROM before ORDER BY position LIMIT 50`,
)
