import { command, query } from '#database/query.ts'
import type {
  BeginBatch,
  ClaimTask,
  ClaimTasks,
  DueTasks,
  ExpireTasks,
  NextDue,
} from './queries.generated.ts'

// One statement writes the state and its line in the log, so that neither exists without the other.
export const expireTasks = command<ExpireTasks, 'job:expire-tasks'>(
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

/**
 * Sets up the transaction of a batch. The commit is asynchronous: a power failure loses effect and state together, and the worker
 * works the task again. A statement that hangs is ended sooner than in other jobs, since the rest of the batch waits for it.
 */
export const beginBatch = query<BeginBatch>(
  'begin-batch',
  `SELECT set_config('synchronous_commit', 'off', true) AS mode,
     set_config('statement_timeout', least(10000, nullif(extract(epoch FROM current_setting('statement_timeout')::interval) * 1000, 0))::text, true)
       AS timeout`,
)

const claimed = `self_service_task_id AS task_id, task_type, state, version, account_id, self_service_user_id, payload,
     amount_cents, currency, attempts, applied_at IS NOT NULL AS "is_applied!"`

/** Claims due tasks that have not failed before, the longest due first. Skips tasks that another worker holds. */
export const claimTasks = query<ClaimTasks>(
  'claim-tasks',
  `SELECT ${claimed} FROM self_service_tasks WHERE due_at <= current_instant() AND attempts = 0
   ORDER BY due_at LIMIT $most FOR UPDATE SKIP LOCKED`,
)

/** Claims one due task. */
export const claimTask = query<ClaimTask>(
  'claim-task',
  `SELECT ${claimed} FROM self_service_tasks WHERE due_at <= current_instant() AND self_service_task_id = $taskId
   FOR UPDATE SKIP LOCKED`,
)

/** Due tasks, the longest due first: those that have failed before, or the others. */
export const dueTasks = query<DueTasks>(
  'due-tasks',
  `SELECT self_service_task_id AS task_id FROM self_service_tasks
   WHERE due_at <= current_instant() AND (attempts > 0) = $haveFailed::boolean ORDER BY due_at LIMIT $most`,
)

/** Milliseconds until the next task is due; negative when one is due already. */
export const nextDue = query<NextDue>(
  'next-due',
  `SELECT (extract(epoch FROM due_at - current_instant()) * 1000)::float8 AS "in_ms!" FROM self_service_tasks
   WHERE due_at IS NOT NULL AND (attempts > 0) = $haveFailed::boolean ORDER BY due_at LIMIT 1`,
)
