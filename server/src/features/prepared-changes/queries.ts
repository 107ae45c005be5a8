import { command, query } from '#database/query.ts'
import type {
  CustomerToPrepareFor,
  KeepApproval,
  LockPreparing,
  OwnPreparedChanges,
  PreparedChangesOf,
  PreparedChangeToDecide,
} from './queries.generated.ts'

/** Returns the web user for whom a change is prepared, with the address of the mail and the role on the account. */
export const customerToPrepareFor = query<CustomerToPrepareFor>(
  'customer-to-prepare-for',
  `SELECT w.user_name, w.email, w.locale, w.person_id, full_name(n.given_name, n.surname, n.organisation_name) AS display_name,
     l.role, r.rights, EXISTS (SELECT 1 FROM account_holders h
       WHERE h.account_id = l.account_id AND h.web_user_id = l.web_user_id) AS "is_holder!"
   FROM web_user_accounts l JOIN web_users w USING (web_user_id) JOIN web_user_roles r ON r.role = l.role
   LEFT JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
   WHERE l.account_id = $accountId AND l.web_user_id = $webUserId AND l.is_active AND w.is_active`,
)

/** Makes two CSRs, or two clicks, prepare one after the other, so that the second sees the first one's change. */
export const lockPreparing = query<LockPreparing>(
  'lock-preparing',
  `SELECT pg_advisory_xact_lock(hashtextextended(concat('prepared change ', $webUserId::bigint), 0))`,
)

const columns = `t.self_service_task_id AS task_id, t.account_id AS "account_id!", t.state, t.version, t.payload, t.created_at,
     t.updated_at, t.expires_at, t.expires_at <= current_instant() AS is_over,
     (SELECT l.reason FROM self_service_task_log l WHERE l.self_service_task_id = t.self_service_task_id AND l.state = t.state
      ORDER BY l.position DESC LIMIT 1) AS reason,
     (SELECT m.self_service_task_id FROM self_service_tasks m
      WHERE m.originating_task_id = t.self_service_task_id AND m.prepared_by_csr_id IS NOT NULL) AS made_task_id`

/** Lists the prepared changes of an account, or of one web user on it, newest first. */
export const preparedChangesOf = query<PreparedChangesOf>(
  'prepared-changes-of',
  `SELECT ${columns}, t.csr_id AS "csr_id!", w.web_user_id, w.user_name
   FROM self_service_tasks t JOIN web_users w ON w.web_user_id = t.self_service_user_id
   WHERE t.account_id = $accountId AND t.task_type = 'prepared-change'
     AND ($webUserId::bigint IS NULL OR t.self_service_user_id = $webUserId)
     AND ($taskId::bigint IS NULL OR t.self_service_task_id = $taskId)
   ORDER BY t.self_service_task_id DESC LIMIT 50`,
)

/**
 * The customer's own prepared changes: those that wait, and those that were decided within 90 days. Row-level security shows only
 * linked accounts: what was prepared on an account that the customer no longer sees is not shown.
 */
export const ownPreparedChanges = query<OwnPreparedChanges>(
  'own-prepared-changes',
  `SELECT ${columns}, COALESCE(name_of_preparer(t.self_service_task_id), '') AS "prepared_by!"
   FROM self_service_tasks t JOIN accounts a USING (account_id)
   WHERE t.self_service_user_id = $webUserId AND t.task_type = 'prepared-change'
     AND (NOT t.is_final OR t.updated_at > current_instant() - interval '90 days')
     AND ($taskId::bigint IS NULL OR t.self_service_task_id = $taskId)
   ORDER BY t.is_final, t.self_service_task_id DESC LIMIT 50`,
)

/** A prepared change that this transaction decides, with the moment of the decision. `hold-task` has locked the row. */
export const preparedChangeToDecide = query<PreparedChangeToDecide>(
  'prepared-change-to-decide',
  `SELECT t.account_id AS "account_id!", t.csr_id AS "csr_id!", t.payload, t.created_at, t.state,
     t.expires_at <= current_instant() AS is_over, current_instant() AS "now!",
     (SELECT m.self_service_task_id FROM self_service_tasks m
      WHERE m.originating_task_id = t.self_service_task_id AND m.prepared_by_csr_id IS NOT NULL) AS made_task_id
   FROM self_service_tasks t
   WHERE t.self_service_task_id = $taskId AND t.task_type = 'prepared-change' AND t.account_id IS NOT NULL
     AND t.csr_id IS NOT NULL`,
)

/** Keeps the customer's signed approval with the change that it is about. */
export const keepApproval = command<KeepApproval, 'prepared-change:approve'>(
  'keep-approval',
  `UPDATE self_service_tasks SET payload = payload || jsonb_build_object('approval', $approval::text)
   WHERE self_service_task_id = $taskId AND task_type = 'prepared-change'`,
)

/** SQL of how many prepared changes wait for the web user `$webUserId`, for a statement that counts more. */
export const preparedChangeCount = `(SELECT count(*)::integer FROM self_service_tasks JOIN accounts USING (account_id)
  WHERE self_service_user_id = $webUserId AND task_type = 'prepared-change' AND state = 'awaiting-approval'
    AND (expires_at IS NULL OR expires_at > current_instant()))`
