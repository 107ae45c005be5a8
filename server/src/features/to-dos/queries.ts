import { command, query } from '#database/query.ts'
import { ownerIsProtected } from '#features/accounts/index.ts'
import type {
  AssigneesOf,
  AssignToDo,
  CompleteToDo,
  CountToDos,
  LockedToDo,
  RolesSeen,
  ToDosDone,
  ToDosInTurn,
  ToDosOf,
} from './queries.generated.ts'

const columns = `d.to_do_id, d.to_do_role AS role, d.subject, d.priority, d.created_at, d.account_id,
     customer.person_id AS "customer_person_id?", customer.name AS "customer_name?",
     d.self_service_task_id AS task_id, t.task_type AS "task_type?", t.state AS "task_state?", d.outgoing_message_id,
     d.message_failure, d.assigned_csr_id, u.display_name AS "assigned_name?", d.completed_at,
     d.completed_by_csr_id AS completed_by, d.completion_note AS note, d.version, d.about_csr_id,
     ${ownerIsProtected('d.account_id', 't.self_service_user_id')} AS "is_protected!"`
const tables = `to_dos d LEFT JOIN self_service_tasks t ON t.self_service_task_id = d.self_service_task_id
   LEFT JOIN csr_users u ON u.csr_id = d.assigned_csr_id
   LEFT JOIN LATERAL (
     SELECT n.person_id, full_name(n.given_name, n.surname, n.organisation_name) AS name
     FROM account_persons ap JOIN person_names n USING (person_id)
     WHERE ap.account_id = d.account_id AND ap.is_main_customer AND n.name_type = 'primary') customer ON true`

/** The roles that the CSR sees, and the filters. */
const conditions = `d.to_do_role = ANY ($roles::text[])
     AND ($priority::integer IS NULL OR d.priority = $priority)
     AND ($accountId::bigint IS NULL OR d.account_id = $accountId)
     AND ($taskId::bigint IS NULL OR d.self_service_task_id = $taskId)
     AND CASE $assigned::text WHEN 'mine' THEN d.assigned_csr_id = $csrId::text
       WHEN 'nobody' THEN d.assigned_csr_id IS NULL
       WHEN 'waiting' THEN d.assigned_csr_id IS NULL OR d.assigned_csr_id = $csrId ELSE true END`

/** Open to-dos, the most urgent and oldest first, after the to-do $after. One more than a page, to tell whether there is another. */
export const toDosInTurn = query<ToDosInTurn>(
  'to-dos-in-turn',
  `SELECT ${columns} FROM ${tables}
   WHERE d.completed_at IS NULL AND ${conditions}
     AND ($after::bigint IS NULL OR (d.priority, d.created_at, d.to_do_id) > (
       SELECT a.priority, a.created_at, a.to_do_id FROM to_dos a WHERE a.to_do_id = $after))
   ORDER BY d.priority, d.created_at, d.to_do_id LIMIT 51`,
)

export const toDosDone = query<ToDosDone>(
  'to-dos-done',
  `SELECT ${columns} FROM ${tables}
   WHERE d.completed_at IS NOT NULL AND ${conditions}
     AND ($after::bigint IS NULL OR (d.completed_at, d.to_do_id) < (
       SELECT a.completed_at, a.to_do_id FROM to_dos a WHERE a.to_do_id = $after))
   ORDER BY d.completed_at DESC, d.to_do_id DESC LIMIT 51`,
)

/** Lists to-dos: for a task, open and done; for an account, open only. Leaves out roles the CSR cannot see. */
export const toDosOf = query<ToDosOf>(
  'to-dos-of',
  `SELECT ${columns} FROM ${tables}
   WHERE (d.self_service_task_id = $taskId::bigint OR (d.account_id = $accountId::bigint AND d.completed_at IS NULL))
     AND sees_to_do_role($csrId::text, d.to_do_role)
   ORDER BY d.completed_at IS NOT NULL, d.priority, d.created_at, d.to_do_id LIMIT 50`,
)

/** The to-do roles that a CSR sees: those that the CSR's groups handle, and those in use that no group handles. */
export const rolesSeen = query<RolesSeen>(
  'roles-seen',
  `WITH RECURSIVE in_use AS (
     SELECT min(to_do_role) AS role FROM to_dos
     UNION ALL SELECT (SELECT min(d.to_do_role) FROM to_dos d WHERE d.to_do_role > i.role) FROM in_use i
     WHERE i.role IS NOT NULL)
   SELECT role AS "role!" FROM (
     SELECT to_do_role AS role FROM group_to_do_roles UNION SELECT role FROM in_use) named
   WHERE role IS NOT NULL AND sees_to_do_role($csrId::text, role) ORDER BY role`,
)

/** Counts open to-dos up to 1,000 each: the CSR's own, and unassigned ones. */
export const countToDos = query<CountToDos>(
  'count-to-dos',
  `SELECT (SELECT count(*) FROM (SELECT FROM to_dos WHERE completed_at IS NULL AND assigned_csr_id = $csrId::text
       AND to_do_role = ANY ($roles::text[]) LIMIT 1000) m)::integer AS "mine!",
     (SELECT count(*) FROM (SELECT FROM to_dos WHERE completed_at IS NULL AND assigned_csr_id IS NULL
       AND to_do_role = ANY ($roles::text[]) LIMIT 1000) n)::integer AS "unassigned!"`,
)

/** Locks the to-do until the end of the transaction, so that the compared version is the one that changes. */
export const lockedToDo = query<LockedToDo>(
  'locked-to-do',
  `SELECT to_do_id, subject, account_id, self_service_task_id AS task_id, assigned_csr_id AS assigned_to,
     completed_by_csr_id AS completed_by, completed_at, version
   FROM to_dos WHERE to_do_id = $toDoId FOR UPDATE`,
)

export const assigneesOf = query<AssigneesOf>(
  'assignees-of',
  `SELECT u.csr_id, u.display_name AS name
   FROM to_dos d, csr_users u
   WHERE d.to_do_id = $toDoId AND u.is_active AND works_to_do_role(u.csr_id, d.to_do_role)
   ORDER BY u.display_name, u.csr_id LIMIT 200`,
)

/** @param assignedTo null makes the to-do unassigned */
export const assignToDo = command<AssignToDo, 'to-do:work' | 'to-do:assign'>(
  'assign-to-do',
  `UPDATE to_dos SET assigned_csr_id = $assignedTo, version = version + 1
   WHERE to_do_id = $toDoId RETURNING version`,
)

export const completeToDo = command<CompleteToDo, 'to-do:work'>(
  'complete-to-do',
  `UPDATE to_dos SET completed_at = current_instant(), completed_by_csr_id = $csrId, completion_note = $note,
     assigned_csr_id = COALESCE(assigned_csr_id, $csrId), version = version + 1
   WHERE to_do_id = $toDoId RETURNING version`,
)
