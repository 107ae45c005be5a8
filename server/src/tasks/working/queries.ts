import { query } from '#database/query.ts'
import type { ExpireTasks } from './queries.generated.ts'

// The log's line and the state in one statement: neither is there without the other.
export const expireTasks = query<ExpireTasks>(
  'expire-tasks',
  `WITH over AS (
     SELECT self_service_task_id FROM self_service_tasks
     WHERE NOT is_final AND expires_at <= current_instant()
     ORDER BY expires_at LIMIT $most FOR UPDATE SKIP LOCKED),
   expired AS (
     UPDATE self_service_tasks t SET state = 'expired', updated_at = current_instant(), version = version + 1
     FROM over WHERE t.self_service_task_id = over.self_service_task_id
     RETURNING t.self_service_task_id, t.version, t.account_id, t.self_service_user_id),
   logged AS (
     INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor, reason)
     SELECT e.self_service_task_id, e.version, current_instant(), 'expired', 'system', 'not-finished-in-time'
     FROM expired e)
   SELECT self_service_task_id AS "task_id!", account_id, self_service_user_id AS web_user_id FROM expired`,
)
