import { query } from '#database/query.ts'
import type {
  AccountToOpen,
  AlertSubject,
  CustomerSubject,
  LinkOf,
  MasqueradeSubject,
  MasqueradeTarget,
  OpeningsOf,
  ToDoSubject,
  UnexplainedAccount,
  WebUserSubjectRow,
} from './queries.generated.ts'

/** The link of the transaction's web user to an account, as row-level security lets it be seen. */
export const linkOf = query<LinkOf>(
  'link-of',
  `SELECT l.role, r.rights, l.account_id = ANY (held_account_ids()) AS "is_holder!"
   FROM web_user_accounts l JOIN web_user_roles r ON r.role = l.role
   WHERE l.web_user_id = $webUserId AND l.account_id = $accountId AND l.is_active
     AND EXISTS (SELECT 1 FROM accounts a WHERE a.account_id = l.account_id)`,
)

export const masqueradingIsOn = `COALESCE(setting_value('masquerade.enabled'), 'true') = 'true'`

/**
 * Who may be the target of a masquerade: an active link (l) of an active web user (w) whose person has web access on the
 * account (ap), on which nobody is staff or protected; while masquerading is on at all. A list of one account asks for the last
 * two once, and names here where they stand.
 */
export const masqueradeTargetCondition = (
  isProtected = 'account_is_protected(l.account_id)',
  isEnabled = masqueradingIsOn,
): string => `l.is_active AND w.is_active AND ap.web_access_allowed AND NOT ${isProtected} AND ${isEnabled}`

/**
 * Whether a web user on an account may be the target of a masquerade. One query, whatever the reason why not.
 */
export const masqueradeTarget = query<MasqueradeTarget>(
  'masquerade-target',
  `SELECT EXISTS (
     SELECT 1 FROM web_user_accounts l
     JOIN web_users w ON w.web_user_id = l.web_user_id
     JOIN account_persons ap ON ap.account_id = l.account_id AND ap.person_id = w.person_id
     WHERE l.web_user_id = $webUserId AND l.account_id = $accountId
       AND ${masqueradeTargetCondition()}
   ) AS "is_available!"`,
)

/** An alert that nobody has settled. */
export const alertSubject = query<AlertSubject>(
  'alert-subject',
  `SELECT account_id, about_csr_id AS "about_csr_id!" FROM to_dos
   WHERE to_do_id = $toDoId AND to_do_role = 'security-officer' AND about_csr_id IS NOT NULL AND completed_at IS NULL`,
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

/** The account by which a task or a web user is opened: one that the CSR has open already, where there is one. */
export const accountToOpen = query<AccountToOpen>(
  'account-to-open',
  `SELECT a.account_id FROM (
     SELECT t.account_id FROM self_service_tasks t WHERE t.self_service_task_id = $taskId
     UNION ALL
     SELECT l.account_id FROM web_user_accounts l
     WHERE l.web_user_id = COALESCE($webUserId::bigint, (
       SELECT t.self_service_user_id FROM self_service_tasks t
       WHERE t.self_service_task_id = $taskId AND t.account_id IS NULL))) a
   WHERE a.account_id IS NOT NULL
   ORDER BY NOT EXISTS (SELECT 1 FROM csr_openings o
     WHERE o.csr_id = $csrId::text AND o.what = 'customer' AND o.id = a.account_id
       AND o.opened_at > current_instant() - interval '1 hour'), a.account_id
   LIMIT 1`,
)

/** Whether an account is protected, and whether this desk session has a further reason for it that is still valid. */
export const customerSubject = query<CustomerSubject>(
  'customer-subject',
  `SELECT p.is_protected AS "is_protected!", NOT p.is_protected OR EXISTS (
     SELECT 1 FROM protected_openings o WHERE o.desk_session_id = $deskSessionId AND o.account_id = $accountId
       AND o.expires_at > current_instant()) AS "is_explained!",
     EXISTS (SELECT 1 FROM csr_users u JOIN account_persons ap USING (person_id)
       WHERE u.csr_id = $csrId::text AND ap.account_id = $accountId) AS "is_own!"
   FROM (SELECT account_is_protected($accountId::bigint) AS is_protected) p`,
)

/** A protected account, other than this one, that the person is on and this desk session has no further reason for. */
export const unexplainedAccount = query<UnexplainedAccount>(
  'unexplained-account',
  `SELECT ap.account_id FROM account_persons ap
   WHERE ap.person_id = $personId AND ap.account_id <> $accountId AND account_is_protected(ap.account_id)
     AND NOT EXISTS (SELECT 1 FROM protected_openings o WHERE o.desk_session_id = $deskSessionId
       AND o.account_id = ap.account_id AND o.expires_at > current_instant())
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
