import { filters, inPeriod, ofGroups } from './sql-parts.ts'

/** Which or whose tasks, in the order in which a search chooses one of them to find the tasks by. */
export type Subject = 'task' | 'correlation' | 'account' | 'web-users' | 'persons' | 'csr' | 'assignee'
/** What `$source` of the statements may be: where there is no subject, an index of groups finds the tasks, or that of amounts. */
export type Source = Subject | 'groups' | 'period' | 'amounts'

/** The columns that orders and counts read. */
export const orderedColumns = `t.self_service_task_id, t.state, t.task_type, t.created_at, t.updated_at, t.amount_cents`

// The subject finds the tasks, by its index. Those that come after it in the order above are filters.
const assignee = `($assignedGroups::text[] IS NULL OR t.assigned_csr_id = $assignedTo::text
         OR t.assigned_csr_group = ANY ($assignedGroups))`
const csr = `($csrId::text IS NULL OR t.csr_id = $csrId OR t.prepared_by_csr_id = $csrId) AND ${assignee}`
const persons = `($personsAccounts::bigint[] IS NULL OR t.account_id = ANY ($personsAccounts)
         OR t.self_service_user_id = ANY ($personsWebUsers::bigint[])) AND ${csr}`
const webUsers = `($webUsers::bigint[] IS NULL OR t.self_service_user_id = ANY ($webUsers)) AND ${persons}`
const account = `($accountId::bigint IS NULL OR t.account_id = $accountId) AND ${webUsers}`
const correlation = `($correlationId::uuid IS NULL OR t.correlation_id = $correlationId) AND ${account}`

const tasksOf = (subject: Subject) =>
  `SELECT ${orderedColumns} FROM self_service_tasks t WHERE $source::text = '${subject}' AND ${ofGroups} AND ${filters} AND ${inPeriod}`

/** The tasks of the persons' web users on accounts of others: their index finds them without the rows. */
const onOtherAccounts = `ARRAY(
         SELECT w.self_service_task_id FROM self_service_tasks w WHERE w.self_service_user_id = ANY ($personsWebUsers)
           AND (w.account_id IS NULL OR w.account_id NOT IN (SELECT unnest($personsAccounts))))`

/**
 * The tasks of the subject that pass all filters. PostgreSQL executes only the arms of that subject. No task comes twice: the
 * second arm of two leaves out what the first one finds.
 */
export const tasksOfSubject = `${tasksOf('task')} AND t.self_service_task_id = $taskId::bigint AND ${correlation}
     UNION ALL ${tasksOf('correlation')} AND t.correlation_id = $correlationId AND ${account}
     UNION ALL ${tasksOf('account')} AND t.account_id = $accountId AND ${webUsers}
     UNION ALL ${tasksOf('web-users')} AND t.self_service_user_id = ANY ($webUsers) AND ${persons}
     UNION ALL ${tasksOf('persons')} AND t.account_id = ANY ($personsAccounts) AND ${csr}
     UNION ALL ${tasksOf('persons')} AND t.self_service_task_id = ANY (${onOtherAccounts}) AND ${csr}
     UNION ALL ${tasksOf('csr')} AND t.csr_id = $csrId AND ${assignee}
     UNION ALL ${tasksOf('csr')} AND t.prepared_by_csr_id = $csrId AND t.csr_id IS DISTINCT FROM $csrId AND ${assignee}
     UNION ALL ${tasksOf('assignee')} AND t.assigned_csr_id = $assignedTo
     UNION ALL ${tasksOf('assignee')} AND t.assigned_csr_group = ANY ($assignedGroups)`
