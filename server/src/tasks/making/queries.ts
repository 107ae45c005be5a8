import { command, query } from '#database/query.ts'
import { dueAt } from '../lifecycle/due-at.ts'
import type { TaskWriter } from '../task-writer.ts'
import type { AppendFirstLines, InsertSystemTask, InsertTasks, TaskByKey } from './queries.generated.ts'

/** Inserts tasks, given as a JSON array. Returns no row for a known idempotency key. */
export const insertTasks = command<InsertTasks, TaskWriter>(
  'insert-tasks',
  `INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address,
     self_service_user_id, csr_id, masquerade_id, prepared_by_csr_id,
     originating_task_id, payload, amount_cents, currency, scheduled_on, due_at,
     expires_at, applied_at, correlation_id, idempotency_key, created_at, updated_at)
   SELECT n."taskType", n.state, n."accountId", n."actorKind", n."webUserId", n."emailAddress", n."ipAddress",
     n."selfServiceUserId", n."csrId", n."masqueradeId", n."preparedByCsrId",
     n."originatingTaskId", n.payload, n."amountCents", n.currency,
     n."scheduledOn", ${dueAt('n', 'n."scheduledOn"')}, current_instant() + n."expiresIn",
     CASE WHEN n."isApplied" THEN current_instant() END, n."correlationId", n."idempotencyKey", current_instant(),
     current_instant()
   FROM jsonb_to_recordset($tasks::jsonb) AS n ("taskType" text, state text, "accountId" bigint, "actorKind" text,
     "webUserId" text, "emailAddress" text, "ipAddress" inet, "selfServiceUserId" bigint, "csrId" text, "masqueradeId" text,
     "preparedByCsrId" text, "originatingTaskId" bigint, payload jsonb, "amountCents" bigint, currency text, "scheduledOn" date, due text,
     "waitMs" float8, "expiresIn" interval, "isApplied" boolean, "correlationId" uuid, "idempotencyKey" text)
   ON CONFLICT (self_service_user_id, task_type, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING
   RETURNING self_service_task_id AS task_id`,
)

// The log needs a second statement: row-level security lets the portal write the log only of tasks that it can already see.
export const appendFirstLines = command<AppendFirstLines, TaskWriter>(
  'append-first-lines',
  `INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor, reason)
   SELECT n.task_id, 1, current_instant(), n.state, $actor, $reason
   FROM unnest($taskIds::bigint[], $states::text[]) AS n (task_id, state)`,
)

export const taskByKey = query<TaskByKey>(
  'task-by-key',
  `SELECT self_service_task_id AS task_id, payload, amount_cents, account_id FROM self_service_tasks
   WHERE self_service_user_id IS NOT DISTINCT FROM $selfServiceUserId::bigint AND task_type = $taskType
     AND idempotency_key = $idempotencyKey`,
)

/** Inserts a task of the system, which copies the account and the four fields of the task it names. */
export const insertSystemTask = command<InsertSystemTask, TaskWriter>(
  'insert-system-task',
  `INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address,
     self_service_user_id, originating_task_id, payload, amount_cents, currency, scheduled_on, due_at, expires_at, applied_at,
     correlation_id, idempotency_key, created_at, updated_at)
   SELECT $taskType, $state, t.account_id, 'system', t.web_user_id, t.email_address, t.ip_address, t.self_service_user_id,
     t.self_service_task_id, $payload, $amountCents, $currency, $scheduledOn::date,
     CASE $due::text WHEN 'now' THEN current_instant()
       WHEN 'on-date' THEN $scheduledOn::date::timestamp AT TIME ZONE $timeZone::text END,
     current_instant() + $expiresIn::interval, CASE WHEN $isApplied::boolean THEN current_instant() END, $correlationId,
     $idempotencyKey, current_instant(), current_instant()
   FROM self_service_tasks t WHERE t.self_service_task_id = $originatingTaskId
   RETURNING self_service_task_id AS task_id`,
)
