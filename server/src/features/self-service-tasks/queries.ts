import { query } from '#database/query.ts'
import type { RelatedTasks, TaskDetail, TaskLog } from './queries.generated.ts'
import { taskColumns, taskCustomer } from './task-columns.ts'

export const taskDetail = query<TaskDetail>(
  'task-detail',
  `SELECT ${taskColumns}, w.user_name AS "web_user_name?", t.originating_task_id, t.masquerade_id, t.payload, t.scheduled_on,
     t.expires_at, t.failure, COALESCE(u.display_name, g.name) AS "assigned_name?"
   FROM self_service_tasks t ${taskCustomer}
   LEFT JOIN web_users w ON w.web_user_id = t.self_service_user_id
   LEFT JOIN csr_users u ON u.csr_id = t.assigned_csr_id
   LEFT JOIN csr_groups g ON g.csr_group = t.assigned_csr_group
   WHERE t.self_service_task_id = $taskId`,
)

export const taskLog = query<TaskLog>(
  'task-log',
  `SELECT at, state, actor, action, reason FROM self_service_task_log WHERE self_service_task_id = $taskId ORDER BY position`,
)

/**
 * Lists the tasks that are related to a task: its originating task, the tasks that originate from it or reverse it, and other tasks of
 * the same request. A task that names another originates from it if the system made it, and reverses it otherwise.
 */
export const relatedTasks = query<RelatedTasks>(
  'related-tasks',
  `SELECT r.self_service_task_id AS task_id, r.task_type, r.state, r.created_at,
     CASE
       WHEN r.self_service_task_id = t.originating_task_id THEN CASE t.actor_kind WHEN 'system' THEN 'originating' ELSE 'reverses' END
       WHEN r.originating_task_id = t.self_service_task_id THEN CASE r.actor_kind WHEN 'system' THEN 'originated' ELSE 'reversed-by' END
       ELSE 'same-request' END AS "relation!"
   FROM self_service_tasks t
   JOIN self_service_tasks r ON (r.self_service_task_id = t.originating_task_id OR r.originating_task_id = t.self_service_task_id
     OR r.correlation_id = t.correlation_id) AND r.self_service_task_id <> t.self_service_task_id
   WHERE t.self_service_task_id = $taskId
   ORDER BY r.created_at DESC, r.self_service_task_id DESC LIMIT 50`,
)
