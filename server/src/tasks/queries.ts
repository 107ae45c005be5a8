import { query } from '#database/query.ts'
import type {
  AppendFirstLines,
  ApplyMoves,
  AssignableTo,
  AssignTask,
  ChangeSince,
  ClaimTask,
  ClaimTasks,
  CommitLazily,
  DueTasks,
  HoldTask,
  InsertContacts,
  InsertSystemTask,
  InsertTasks,
  NextDue,
  NoteTask,
  RaiseToDo,
  ResendTaskMessage,
  SetTaskAmount,
  SettleTaskToDos,
  TaskByKey,
  TaskLineOf,
  UtilityToday,
} from './queries.generated.ts'

/** When the worker takes a task up: `due` is `now`, `on-date`, or null; a wait is in milliseconds from now. */
const dueAt = (row: string, scheduledOn: string) =>
  `CASE ${row}.due WHEN 'now' THEN current_instant() + make_interval(secs => COALESCE(${row}."waitMs", 0) / 1000.0)
     WHEN 'on-date' THEN (${scheduledOn})::timestamp AT TIME ZONE $timeZone::text END`

/** Tasks, given as a JSON array. Of one whose idempotency key is known no row comes back. */
export const insertTasks = query<InsertTasks>(
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

// A statement of its own: row-level security lets the portal write the log of tasks that it sees.
export const appendFirstLines = query<AppendFirstLines>(
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

/** A task of the system: it names the one that it follows, whose account and four fields it copies. */
export const insertSystemTask = query<InsertSystemTask>(
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

/** A task, held until the end of the transaction: two who move it at once come one after the other. */
export const holdTask = query<HoldTask>(
  'hold-task',
  `SELECT self_service_task_id AS task_id, task_type, state, is_final AS "is_final!", version, account_id,
     self_service_user_id, csr_id, prepared_by_csr_id, scheduled_on, attempts, applied_at IS NOT NULL AS "is_applied!",
     assigned_csr_id, assigned_csr_group
   FROM self_service_tasks WHERE self_service_task_id = $taskId FOR UPDATE`,
)

/**
 * Moves, given as a JSON array, each with its line in the log: the position of the line is the version that it made. A task
 * that is not in the state that its move is from does not move, and no row of it comes back.
 */
export const applyMoves = query<ApplyMoves>(
  'apply-moves',
  `WITH moved AS (
     UPDATE self_service_tasks t SET state = m."to", version = t.version + 1, updated_at = current_instant(),
       scheduled_on = COALESCE(m."scheduledOn", t.scheduled_on), due_at = ${dueAt('m', 'COALESCE(m."scheduledOn", t.scheduled_on)')},
       expires_at = current_instant() + m."expiresIn",
       applied_at = COALESCE(t.applied_at, CASE WHEN m."isApplied" THEN current_instant() END),
       attempts = m.attempts, failure = m.failure
     FROM jsonb_to_recordset($moves::jsonb) AS m ("taskId" bigint, "from" text, "to" text, due text, "waitMs" float8,
       "scheduledOn" date, "expiresIn" interval, "isApplied" boolean, attempts smallint, failure text, actor text,
       reason text, action text)
     WHERE t.self_service_task_id = m."taskId" AND t.state = m."from" AND NOT t.is_final
     RETURNING t.self_service_task_id, t.version, t.state, m.actor, m.reason, m.action),
   logged AS (
     INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor, reason, action)
     SELECT self_service_task_id, version, current_instant(), state, actor, reason, action FROM moved)
   SELECT self_service_task_id AS "task_id!", version AS "version!" FROM moved`,
)

/** Lines in the contact history, for tasks that say so. */
export const insertContacts = query<InsertContacts>(
  'insert-contacts',
  `INSERT INTO customer_contacts (account_id, contact_class, contact_type, note, at, csr_id, self_service_task_id,
     masquerade_id)
   SELECT t.account_id, c.class, c.type, c.note, current_instant(), t.csr_id, t.self_service_task_id, t.masquerade_id
   FROM jsonb_to_recordset($contacts::jsonb) AS c ("taskId" bigint, class text, type text, note text)
   JOIN self_service_tasks t ON t.self_service_task_id = c."taskId"
   WHERE t.account_id IS NOT NULL`,
)

/** What stands of a task beside its state: who was asked to look into it. */
export const assignTask = query<AssignTask>(
  'assign-task',
  `WITH assigned AS (
     UPDATE self_service_tasks SET assigned_csr_id = $csrId, assigned_csr_group = $csrGroup, version = version + 1,
       updated_at = current_instant()
     WHERE self_service_task_id = $taskId AND NOT is_final RETURNING self_service_task_id, version, state),
   logged AS (
     INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor, reason, action)
     SELECT self_service_task_id, version, current_instant(), state, $actor, $reason, 'assign' FROM assigned)
   SELECT version AS "version!" FROM assigned`,
)

export const assignableTo = query<AssignableTo>(
  'assignable-to',
  `SELECT EXISTS (SELECT 1 FROM csr_users WHERE csr_id = $csrId AND is_active)
     OR EXISTS (SELECT 1 FROM csr_groups WHERE csr_group = $csrGroup) AS "is_known!"`,
)

export const noteTask = query<NoteTask>(
  'note-task',
  `WITH noted AS (
     UPDATE self_service_tasks SET version = version + 1, updated_at = current_instant()
     WHERE self_service_task_id = $taskId AND NOT is_final RETURNING self_service_task_id, version, state),
   logged AS (
     INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor, reason, action)
     SELECT self_service_task_id, version, current_instant(), state, $actor, $reason, 'note' FROM noted)
   SELECT version AS "version!" FROM noted`,
)

/** What was agreed. Its currency is the account's, where the task named no amount before. */
export const setTaskAmount = query<SetTaskAmount>(
  'set-task-amount',
  `UPDATE self_service_tasks t SET amount_cents = $amountCents, currency = COALESCE(t.currency, a.currency)
   FROM accounts a WHERE t.self_service_task_id = $taskId AND a.account_id = t.account_id`,
)

/** Today, on the utility's calendar. */
export const utilityToday = query<UtilityToday>(
  'utility-today',
  'SELECT (current_instant() AT TIME ZONE $timeZone::text)::date AS "today!"',
)

/** What the log says of a version. */
export const taskLineOf = query<TaskLineOf>(
  'task-line-of',
  `SELECT position, at, state, actor, reason, action FROM self_service_task_log
   WHERE self_service_task_id = $taskId AND position <= $position ORDER BY position DESC LIMIT 1`,
)

/**
 * The change since a version that a person wants to hear of: the newest one of a CSR, else the newest. `made_by` is `csr`,
 * `system`, `cis`, `payment-page` or `customer`.
 */
export const changeSince = query<ChangeSince>(
  'change-since',
  `SELECT l.actor, l.reason, l.action, CASE WHEN l.action IS NOT NULL OR u.csr_id IS NOT NULL THEN 'csr'
     WHEN l.actor IN ('system', 'cis', 'payment-page') THEN l.actor ELSE 'customer' END AS "made_by!"
   FROM self_service_task_log l LEFT JOIN csr_users u ON u.csr_id = l.actor
   WHERE l.self_service_task_id = $taskId AND l.position > $position
   ORDER BY l.action IS NOT NULL DESC, u.csr_id IS NOT NULL DESC, l.position DESC LIMIT 1`,
)

export const resendTaskMessage = query<ResendTaskMessage>(
  'resend-task-message',
  'SELECT resend_task_message($taskId) AS "is_sent!"',
)

export const raiseToDoRow = query<RaiseToDo>(
  'raise-to-do',
  'SELECT raise_to_do($role, $subject, $priority::smallint, $accountId, $taskId, $messageId, $failure) AS "is_raised!"',
)

export const settleTaskToDos = query<SettleTaskToDos>(
  'settle-task-to-dos',
  'SELECT settle_task_to_dos($taskIds::bigint[])',
)

/**
 * For the worker's transactions, ahead of the claim. Committed lazily: should the power go, effect and state are lost together,
 * and the task is worked again.
 */
export const commitLazily = query<CommitLazily>(
  'commit-lazily',
  `SELECT set_config('synchronous_commit', 'off', true) AS mode`,
)

const claimed = `self_service_task_id AS task_id, task_type, state, version, account_id, self_service_user_id, payload,
     amount_cents, currency, attempts, applied_at IS NOT NULL AS "is_applied!"`

/** Tasks that are due, the longest due first; those that another worker has in hand are passed over. */
export const claimTasks = query<ClaimTasks>(
  'claim-tasks',
  `SELECT ${claimed} FROM self_service_tasks WHERE due_at <= current_instant()
   ORDER BY due_at LIMIT $most FOR UPDATE SKIP LOCKED`,
)

/** The same, of one task alone. */
export const claimTask = query<ClaimTask>(
  'claim-task',
  `SELECT ${claimed} FROM self_service_tasks WHERE due_at <= current_instant() AND self_service_task_id = $taskId
   FOR UPDATE SKIP LOCKED`,
)

export const dueTasks = query<DueTasks>(
  'due-tasks',
  `SELECT self_service_task_id AS task_id FROM self_service_tasks WHERE due_at <= current_instant()
   ORDER BY due_at LIMIT $most`,
)

/** How long it is until the next task is due, in milliseconds: below zero where it is. */
export const nextDue = query<NextDue>(
  'next-due',
  `SELECT (extract(epoch FROM due_at - current_instant()) * 1000)::float8 AS "in_ms!" FROM self_service_tasks
   WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1`,
)
