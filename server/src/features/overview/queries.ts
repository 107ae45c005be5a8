import { query } from '#database/query.ts'
import type { OpenTasks } from './queries.generated.ts'

/** The requests that this web user has open on the account, newest first. */
export const openTasks = query<OpenTasks>(
  'open-tasks',
  `SELECT self_service_task_id AS task_id, task_type, state, applied_at IS NOT NULL AS "is_applied!",
     (created_at AT TIME ZONE $timeZone::text)::date AS "created_on!"
   FROM self_service_tasks
   WHERE account_id = $accountId AND self_service_user_id = $webUserId AND NOT is_final AND state <> 'draft'
   ORDER BY self_service_task_id DESC LIMIT 10`,
)
