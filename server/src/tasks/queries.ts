import { query } from '#database/query.ts'
import type { AppendTaskLog, InsertTask, InsertToDo, LockToDo, UpdateTaskState } from './queries.generated.ts'

export const insertTask = query<InsertTask>(
  'insert-task',
  `INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address,
     self_service_user_id, csr_id, masquerade_id, payload, amount_cents, currency, expires_at, correlation_id,
     idempotency_key, created_at, updated_at)
   VALUES ($taskType, $state, $accountId, $actorKind, $webUserId, $emailAddress, $ipAddress::inet, $selfServiceUserId,
     $csrId, $masqueradeId, $payload, $amountCents, $currency, current_instant() + $expiresIn::interval,
     $correlationId, $idempotencyKey, current_instant(), current_instant())
   RETURNING self_service_task_id AS task_id`,
)

export const appendTaskLog = query<AppendTaskLog>(
  'append-task-log',
  `INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor, reason)
   SELECT $taskId, COALESCE(max(position), 0) + 1, current_instant(), $state, $actor, $reason
   FROM self_service_task_log WHERE self_service_task_id = $taskId`,
)

export const updateTaskState = query<UpdateTaskState>(
  'update-task-state',
  `UPDATE self_service_tasks SET state = $state, updated_at = current_instant(), version = version + 1
   WHERE self_service_task_id = $taskId AND NOT is_final RETURNING version`,
)

// Two at once: the second waits here until the first has committed, and then finds its to do.
export const lockToDo = query<LockToDo>(
  'lock-to-do',
  `SELECT pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'to do', $subject::text, $taskId::bigint), 0))`,
)

export const insertToDo = query<InsertToDo>(
  'insert-to-do',
  `INSERT INTO to_dos (to_do_role, subject, priority, account_id, self_service_task_id, created_at)
   SELECT $role, $subject, $priority::smallint, $accountId::bigint, $taskId::bigint, current_instant()
   WHERE NOT EXISTS (
     SELECT 1 FROM to_dos
     WHERE subject = $subject AND self_service_task_id = $taskId AND completed_at IS NULL)`,
)
