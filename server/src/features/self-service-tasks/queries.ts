import { query } from '#database/query.ts'
import type { TaskDetail, TaskLog, TasksFound } from './queries.generated.ts'

/** One row of a task, as the query and the detail show it; the customer is the account's, else the web user's person. */
const taskColumns = `t.self_service_task_id AS task_id, t.task_type, t.state, t.account_id, customer.name AS "customer_name?",
     t.created_at, t.updated_at, t.web_user_id, t.email_address, host(t.ip_address) AS ip_address, t.self_service_user_id,
     t.actor_kind AS made_by, t.prepared_by_csr_id AS prepared_by, t.amount_cents, t.currency,
     t.assigned_csr_id AS assigned_to, t.assigned_csr_group AS assigned_group, t.version,
     EXISTS (SELECT 1 FROM cis_deliveries d WHERE d.self_service_task_id = t.self_service_task_id AND d.state = 'waiting')
       AS "is_told!",
     account_is_protected(t.account_id) OR COALESCE(person_is_protected(
       (SELECT w.person_id FROM web_users w WHERE w.web_user_id = t.self_service_user_id)), false) AS "is_protected!"`

const customer = `LEFT JOIN LATERAL (
     SELECT full_name(n.given_name, n.surname, n.organisation_name) AS name
     FROM person_names n
     WHERE n.name_type = 'primary' AND n.person_id = COALESCE(
       (SELECT ap.person_id FROM account_persons ap WHERE ap.account_id = t.account_id AND ap.is_main_customer),
       (SELECT w.person_id FROM web_users w WHERE w.web_user_id = t.self_service_user_id))) customer ON true`

/** Newest first, one more than a page. Dates are the utility's. */
export const tasksFound = query<TasksFound>(
  'tasks-found',
  `SELECT ${taskColumns}
   FROM self_service_tasks t ${customer}
   WHERE ($before::bigint IS NULL OR t.self_service_task_id < $before)
     AND ($taskId::bigint IS NULL OR t.self_service_task_id = $taskId)
     AND ($accountId::bigint IS NULL OR t.account_id = $accountId)
     AND ($webUserId::bigint IS NULL OR t.self_service_user_id = $webUserId)
     AND ($webUser::text IS NULL OR t.self_service_user_id = ANY (ARRAY(
       SELECT w.web_user_id FROM web_users w WHERE lower(w.user_name) COLLATE "C" LIKE $webUser)))
     AND ($persons::bigint[] IS NULL
       OR t.account_id = ANY (ARRAY(SELECT ap.account_id FROM account_persons ap WHERE ap.person_id = ANY ($persons)))
       OR t.self_service_user_id = ANY (ARRAY(SELECT w.web_user_id FROM web_users w WHERE w.person_id = ANY ($persons))))
     AND ($csrId::text IS NULL OR t.csr_id = $csrId OR t.prepared_by_csr_id = $csrId)
     AND ($correlationId::uuid IS NULL OR t.correlation_id = $correlationId)
     AND ($from::date IS NULL OR t.created_at >= $from::date::timestamp AT TIME ZONE $timeZone::text)
     AND ($to::date IS NULL OR t.created_at < ($to::date + 1)::timestamp AT TIME ZONE $timeZone::text)
     AND ($taskType::text IS NULL OR t.task_type = $taskType)
     AND ($state::text IS NULL OR t.state = $state)
     AND ($show::text = 'all' OR (NOT t.is_final AND ($show = 'non-final' OR t.state <> 'draft')))
     AND CASE $madeBy::text WHEN 'customer' THEN t.actor_kind = 'customer'
       WHEN 'csr' THEN t.actor_kind IN ('csr', 'masquerade') ELSE true END
   ORDER BY t.self_service_task_id DESC LIMIT 51`,
)

export const taskDetail = query<TaskDetail>(
  'task-detail',
  `SELECT ${taskColumns}, w.user_name AS "web_user_name?", t.originating_task_id, t.masquerade_id, t.correlation_id, t.scheduled_on,
     t.payload
   FROM self_service_tasks t ${customer} LEFT JOIN web_users w ON w.web_user_id = t.self_service_user_id
   WHERE t.self_service_task_id = $taskId`,
)

export const taskLog = query<TaskLog>(
  'task-log',
  `SELECT at, state, actor, reason, action FROM self_service_task_log WHERE self_service_task_id = $taskId ORDER BY position`,
)
