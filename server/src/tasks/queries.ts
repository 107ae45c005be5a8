import { query } from '#database/query.ts'
import type { AppendTaskLog, InsertTask } from './queries.generated.ts'

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
