import { query } from '#database/query.ts'
import type {
  AccountToOpen,
  AlertSubject,
  CallerTarget,
  CustomerSubject,
  LinkAhead,
  LinkOf,
  MasqueradeSubject,
  MasqueradeTarget,
  OpeningsOf,
  StaffProposalSubject,
  TaskCustomers,
  ToDoSubject,
  UnexplainedAccount,
  WebUserSubjectRow,
} from './queries.generated.ts'

/** The link of the transaction's web user to an account, as row-level security lets it be seen. */
export const linkOf = query<LinkOf>(
  'link-of',
  `SELECT role AS "role!", rights AS "rights!", is_holder AS "is_holder!"
   FROM own_link($accountId) WHERE web_user_id = $webUserId`,
)

/** The same link for staff who ask what a web user may do, outside of any session of the web user. */
export const linkAhead = query<LinkAhead>(
  'link-ahead',
  `SELECT l.role, r.rights, EXISTS (SELECT 1 FROM account_holders h
     WHERE h.web_user_id = l.web_user_id AND h.account_id = l.account_id) AS "is_holder!"
   FROM web_user_accounts l JOIN web_user_roles r ON r.role = l.role
   JOIN web_users w ON w.web_user_id = l.web_user_id
   WHERE l.web_user_id = $webUserId AND l.account_id = $accountId AND l.is_active AND w.is_active`,
)

/** Whether a web user on an account may be the target of a masquerade. One query, whatever the reason why not. */
export const masqueradeTarget = query<MasqueradeTarget>(
  'masquerade-target',
  `SELECT $webUserId::bigint IN (SELECT masquerade_targets($accountId::bigint)) AS "is_available!"`,
)

/** Whether the CSR can verify a caller as this web user of the account. */
export const callerTarget = query<CallerTarget>(
  'caller-target',
  `SELECT $webUserId::bigint IN (SELECT caller_targets($deskSessionId::bigint, $accountId::bigint)) AS "is_available!"`,
)

/**
 * An alert that nobody has settled. Without the account of a detector's finding: the record's lines about work on it would name the account,
 * and who reads the record of an account must not learn that it is a canary, whom it resembles, or what was suspected.
 */
export const alertSubject = query<AlertSubject>(
  'alert-subject',
  `SELECT CASE WHEN NOT EXISTS (SELECT FROM alert_findings f WHERE f.to_do_id = d.to_do_id) THEN d.account_id END AS account_id,
     d.about_csr_id
   FROM to_dos d WHERE d.to_do_id = $toDoId AND d.to_do_role = 'security-officer' AND d.completed_at IS NULL`,
)

/** A to-do whose role one of the CSR's groups works. */
export const toDoSubject = query<ToDoSubject>(
  'to-do-subject',
  `SELECT account_id, to_do_role AS role, about_csr_id
   FROM to_dos WHERE to_do_id = $toDoId AND sees_to_do_role($csrId::text, to_do_role)`,
)

export const masqueradeSubject = query<MasqueradeSubject>(
  'masquerade-subject',
  'SELECT csr_id, web_user_id, account_id FROM masquerades WHERE masquerade_id = $masqueradeId',
)

export const staffProposalSubject = query<StaffProposalSubject>(
  'staff-proposal-subject',
  'SELECT proposed_by_csr_id AS proposed_by FROM staff_proposals WHERE staff_proposal_id = $proposalId',
)

/** The account by which a task or a web user is opened: one that the CSR has open already, where there is one. */
export const accountToOpen = query<AccountToOpen>(
  'account-to-open',
  'SELECT account_to_open($csrId::text, $taskId::bigint, $webUserId::bigint) AS account_id',
)

const standing = `s.is_protected AS "is_protected!", s.is_explained AS "is_explained!", s.is_own AS "is_own!"`

/** Whether an account is protected, and whether this desk session has a further reason for it that is still valid. */
export const customerSubject = query<CustomerSubject>(
  'customer-subject',
  `SELECT ${standing} FROM customer_standing($csrId::text, $deskSessionId::bigint, $accountId::bigint) s`,
)

/** The same for the accounts by which each of these tasks would be opened. A task without one has no row. */
export const taskCustomers = query<TaskCustomers>(
  'task-customers',
  `SELECT k.task_id AS "task_id!", a.account_id AS "account_id!", ${standing}
   FROM unnest($taskIds::bigint[]) k (task_id)
   CROSS JOIN LATERAL account_to_open($csrId::text, k.task_id, NULL) a (account_id)
   CROSS JOIN LATERAL customer_standing($csrId::text, $deskSessionId::bigint, a.account_id) s
   WHERE a.account_id IS NOT NULL`,
)

/** A protected account, other than this one, that the person is on and this desk session has no further reason for. */
export const unexplainedAccount = query<UnexplainedAccount>(
  'unexplained-account',
  `SELECT ap.account_id FROM account_persons ap
   WHERE ap.person_id = $personId AND ap.account_id <> $accountId
     AND NOT account_is_explained($deskSessionId::bigint, ap.account_id)
   ORDER BY ap.account_id LIMIT 1`,
)

/** A web user who is linked to an account, with what decides about what is done for them. */
export const webUserSubject = query<WebUserSubjectRow>(
  'web-user-subject-row',
  `SELECT w.is_active, w.email_confirmed_at IS NOT NULL AS "is_email_confirmed!",
     COALESCE(t.is_reserved, false) AS "is_reserved!"
   FROM web_user_accounts l JOIN web_users w USING (web_user_id)
   LEFT JOIN account_persons ap ON ap.account_id = l.account_id AND ap.person_id = w.person_id
   LEFT JOIN relationship_types t USING (relationship_type)
   WHERE l.web_user_id = $webUserId AND l.account_id = $accountId`,
)

/** What of a kind the CSR opened within the hour, beside this; and the limit, null where it was never set. */
export const openingsOf = query<OpeningsOf>(
  'openings-of',
  `SELECT is_open AS "is_open!", others AS "others!", setting_value($setting::text)::integer AS most
   FROM openings_of($csrId::text, $what::text, $id::bigint)`,
)
