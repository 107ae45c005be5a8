import { command, query } from '#database/query.ts'
import { hasWaitingDelivery } from '../delivering/waiting-delivery.ts'
import { dueAt } from '../lifecycle/due-at.ts'
import type { TaskWriter } from '../task-writer.ts'
import type {
  ApplyMoves,
  AssignableTo,
  AssignTask,
  ChangeSince,
  HoldTask,
  InsertContacts,
  IsTold,
  NoteTask,
  RaiseToDo,
  ResendTaskMessage,
  SetTaskAmount,
  SettleTaskToDos,
  TaskLineOf,
  UtilityToday,
} from './queries.generated.ts'

/** Locks a task until the end of the transaction, so that two moves of it run one after the other. */
export const holdTask = query<HoldTask>(
  'hold-task',
  `SELECT self_service_task_id AS task_id, task_type, state, is_final AS "is_final!", version, account_id,
     self_service_user_id, csr_id, prepared_by_csr_id, scheduled_on, amount_cents, currency, attempts, applied_at IS NOT NULL AS "is_applied!",
     assigned_csr_id, assigned_csr_group
   FROM self_service_tasks WHERE self_service_task_id = $taskId FOR UPDATE`,
)

/**
 * Makes moves, given as a JSON array, and writes a log line for each; the line's position is the version that the move made.
 * Returns no row for a task that is no longer in the state its move starts from.
 */
export const applyMoves = command<ApplyMoves, TaskWriter>(
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

/** Writes lines in the contact history, for tasks whose type asks for it. */
export const insertContacts = command<InsertContacts, TaskWriter>(
  'insert-contacts',
  `INSERT INTO customer_contacts (account_id, contact_class, contact_type, note, at, csr_id, self_service_task_id,
     masquerade_id)
   SELECT t.account_id, c.class, c.type, c.note, current_instant(), t.csr_id, t.self_service_task_id, t.masquerade_id
   FROM jsonb_to_recordset($contacts::jsonb) AS c ("taskId" bigint, class text, type text, note text)
   JOIN self_service_tasks t ON t.self_service_task_id = c."taskId"
   WHERE t.account_id IS NOT NULL`,
)

/** Assigns an open task to a CSR, a group or nobody, and writes the log line. */
export const assignTask = command<AssignTask, 'task:assign'>(
  'assign-task',
  `WITH assigned AS (
     UPDATE self_service_tasks SET assigned_csr_id = $assignedTo, assigned_csr_group = $csrGroup, version = version + 1,
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

export const noteTask = command<NoteTask, 'task:note'>(
  'note-task',
  `WITH noted AS (
     UPDATE self_service_tasks SET version = version + 1, updated_at = current_instant()
     WHERE self_service_task_id = $taskId AND NOT is_final RETURNING self_service_task_id, version, state),
   logged AS (
     INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor, reason, action)
     SELECT self_service_task_id, version, current_instant(), state, $actor, $reason, 'note' FROM noted)
   SELECT version AS "version!" FROM noted`,
)

/** Sets the agreed amount. The account's currency applies where the task had no amount before. */
export const setTaskAmount = command<SetTaskAmount, 'task:approve'>(
  'set-task-amount',
  `UPDATE self_service_tasks t SET amount_cents = $amountCents, currency = COALESCE(t.currency, a.currency)
   FROM accounts a WHERE t.self_service_task_id = $taskId AND a.account_id = t.account_id`,
)

/** Today's date on the utility's calendar. */
export const utilityToday = query<UtilityToday>(
  'utility-today',
  'SELECT (current_instant() AT TIME ZONE $timeZone::text)::date AS "today!"',
)

/** The log line of a version. */
export const taskLineOf = query<TaskLineOf>(
  'task-line-of',
  `SELECT position, at, state, actor, reason, action FROM self_service_task_log
   WHERE self_service_task_id = $taskId AND position <= $position ORDER BY position DESC LIMIT 1`,
)

/**
 * The change since a version that a stale-version refusal names: the newest one by a CSR, else the newest of all. `made_by` is
 * `csr`, `system`, `cis`, `payment-page` or `customer`.
 */
export const changeSince = query<ChangeSince>(
  'change-since',
  `SELECT l.actor, l.reason, l.action, CASE WHEN l.action IS NOT NULL OR u.csr_id IS NOT NULL THEN 'csr'
     WHEN l.actor IN ('system', 'cis', 'payment-page') THEN l.actor ELSE 'customer' END AS "made_by!"
   FROM self_service_task_log l LEFT JOIN csr_users u ON u.csr_id = l.actor
   WHERE l.self_service_task_id = $taskId AND l.position > $position
   ORDER BY l.action IS NOT NULL DESC, u.csr_id IS NOT NULL DESC, l.position DESC LIMIT 1`,
)

export const resendTaskMessage = command<ResendTaskMessage, 'task:resend'>(
  'resend-task-message',
  'SELECT resend_task_message($taskId) AS "is_sent!"',
)

export const raiseToDoRow = command<
  RaiseToDo,
  TaskWriter | 'job:send-messages' | 'job:send-texts' | 'job:watch-cis'
>(
  'raise-to-do',
  'SELECT raise_to_do($role, $subject, $priority::smallint, $accountId, $taskId, $messageId, $failure) AS "is_raised!"',
)

export const settleTaskToDos = command<SettleTaskToDos, TaskWriter>(
  'settle-task-to-dos',
  'SELECT settle_task_to_dos($taskIds::bigint[])',
)

/** Whether a task has a delivery that the CIS has not answered. */
export const isTold = query<IsTold>('is-told', `SELECT ${hasWaitingDelivery('$taskId')} AS "is_told!"`)
