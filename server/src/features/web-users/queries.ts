import { accountPageSize } from '@porchlight/contract/limits.ts'
import { command, query } from '#database/query.ts'
import { isMaskedGuest, placeOfAccount } from '#features/accounts/index.ts'
import type {
  AccountIsThere,
  AccountsOfWebUser,
  AdoptAccountPerson,
  Adoptable,
  FinanciallyResponsible,
  HasPassword,
  InsertWebAccessContact,
  LinkRequestsOfAccount,
  PersonsWithoutWebUser,
  RecentUnlinks,
  RemoveAccountPerson,
  SetWebUserActive,
  WebUserIsThere,
  WebUserOnAccount,
  WebUsersOfAccount,
} from './queries.generated.ts'

/** Who has never set a password is invited to. */
export const hasPassword = query<HasPassword>(
  'has-password',
  'SELECT has_password($webUserId::bigint) AS "has_password!"',
)

export const accountIsThere = query<AccountIsThere>(
  'account-is-there',
  'SELECT EXISTS (SELECT 1 FROM accounts WHERE account_id = $accountId) AS "is_there!"',
)

/**
 * Every web user linked to the account, with whether a masquerade of it may start: the rule of starting one, for all rows.
 * Masked: a protected person who is linked without being on the account, so that the account is not protected.
 */
export const webUsersOfAccount = query<WebUsersOfAccount>(
  'web-users-of-account',
  `WITH unfinished AS MATERIALIZED (
     SELECT t.self_service_user_id AS web_user_id, count(*) FILTER (WHERE t.state <> 'draft')::integer AS open,
       count(*)::integer AS non_final
     FROM self_service_tasks t WHERE t.account_id = $accountId AND NOT t.is_final GROUP BY 1)
   SELECT w.web_user_id, w.user_name, w.person_id, full_name(n.given_name, n.surname, n.organisation_name) AS "person_name!",
     l.role, ap.relationship_type AS "relationship_type?", ap.version AS "account_person_version?",
     COALESCE(ap.is_main_customer, false) AS "is_main_customer!",
     COALESCE(ap.is_financially_responsible, false) AS "is_financially_responsible!",
     COALESCE(r.is_reserved, false) AS "is_reserved!", w.is_active, l.is_active AS is_link_active,
     w.email_confirmed_at IS NOT NULL AS "is_email_confirmed!", has_password(w.web_user_id) AS "has_password!", w.version, w.last_seen_at,
     COALESCE(tasks.open, 0) AS "open_task_count!", COALESCE(tasks.non_final, 0) AS "non_final_task_count!",
     (SELECT count(*)::integer FROM web_user_accounts o WHERE o.web_user_id = w.web_user_id) AS "account_count!",
     l.web_user_id IN (SELECT masquerade_targets($accountId::bigint)) AS "is_available!",
     ${isMaskedGuest('ap', 'w')} AS "is_masked!"
   FROM web_user_accounts l
   JOIN web_users w USING (web_user_id)
   JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
   LEFT JOIN account_persons ap ON ap.account_id = l.account_id AND ap.person_id = w.person_id
   LEFT JOIN relationship_types r USING (relationship_type)
   LEFT JOIN unfinished tasks ON tasks.web_user_id = w.web_user_id
   WHERE l.account_id = $accountId
   ORDER BY l.is_active DESC, w.is_active DESC, COALESCE(ap.is_main_customer, false) DESC,
     COALESCE(ap.is_financially_responsible, false) DESC, w.user_name LIMIT 200`,
)

/** Who asks to see the account, the oldest first. Masked: a protected person who is not on it. */
export const linkRequestsOfAccount = query<LinkRequestsOfAccount>(
  'link-requests-of-account',
  `SELECT t.self_service_task_id AS task_id, t.version, w.user_name,
     full_name(n.given_name, n.surname, n.organisation_name) AS "person_name!", ap.person_id IS NOT NULL AS "is_on_account!",
     t.created_at AS asked_at, t.expires_at, t.csr_id, t.prepared_by_csr_id, ${isMaskedGuest('ap', 'w')} AS "is_masked!"
   FROM self_service_tasks t
   JOIN web_users w ON w.web_user_id = t.self_service_user_id
   JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
   LEFT JOIN account_persons ap ON ap.account_id = t.account_id AND ap.person_id = w.person_id
   WHERE t.account_id = $accountId AND t.task_type = 'account-verification' AND t.state = 'awaiting-approval'
   ORDER BY t.self_service_task_id LIMIT 50`,
)

/** Who owes on the account, with the web user linked to it, if the person has one. */
export const financiallyResponsible = query<FinanciallyResponsible>(
  'financially-responsible',
  `SELECT full_name(n.given_name, n.surname, n.organisation_name) AS "person_name!", w.user_name AS "user_name?"
   FROM account_persons ap
   JOIN person_names n ON n.person_id = ap.person_id AND n.name_type = 'primary'
   LEFT JOIN LATERAL (
     SELECT u.user_name FROM web_users u JOIN web_user_accounts l USING (web_user_id)
     WHERE u.person_id = ap.person_id AND l.account_id = ap.account_id
     ORDER BY l.is_active DESC, u.web_user_id LIMIT 1) w ON true
   WHERE ap.account_id = $accountId AND ap.is_financially_responsible
   ORDER BY ap.is_main_customer DESC, 1 LIMIT 200`,
)

/** People on the account with no link of theirs, but for the main customer. */
export const personsWithoutWebUser = query<PersonsWithoutWebUser>(
  'persons-without-web-user',
  `SELECT ap.person_id, full_name(n.given_name, n.surname, n.organisation_name) AS "person_name!", ap.relationship_type,
     ap.is_financially_responsible, ap.version
   FROM account_persons ap JOIN person_names n ON n.person_id = ap.person_id AND n.name_type = 'primary'
   WHERE ap.account_id = $accountId AND NOT ap.is_main_customer AND NOT EXISTS (
     SELECT 1 FROM web_user_accounts l JOIN web_users w USING (web_user_id)
     WHERE l.account_id = ap.account_id AND w.person_id = ap.person_id)
   ORDER BY 2 LIMIT 200`,
)

/** `removed`, or why not: `not-found`, `main-customer`, `still-linked`, `changed`. */
export const removeAccountPerson = command<RemoveAccountPerson, 'account-person:remove'>(
  'remove-account-person',
  `SELECT remove_account_person($accountId::bigint, $personId::bigint, $version::integer) AS "outcome!"`,
)

/** What a reserved relationship may become: "main" is the main customer's row alone. */
export const adoptable = query<Adoptable>(
  'adoptable',
  `SELECT relationship_type FROM relationship_types WHERE NOT is_reserved AND relationship_type <> 'main' ORDER BY 1`,
)

/** What this desk session took off the account and can still put back. */
export const recentUnlinks = query<RecentUnlinks>(
  'recent-unlinks',
  `SELECT u.unlink_id, w.user_name, u.unlinked_at, u.undo_until
   FROM unlinks u JOIN web_users w USING (web_user_id)
   WHERE u.account_id = $accountId AND u.desk_session_id = $deskSessionId AND u.linked_again_at IS NULL
     AND u.undo_until > current_instant()
     AND NOT EXISTS (SELECT 1 FROM web_user_accounts l WHERE l.web_user_id = u.web_user_id AND l.account_id = u.account_id)
   ORDER BY u.unlinked_at DESC LIMIT 20`,
)

export const webUserIsThere = query<WebUserIsThere>(
  'web-user-is-there',
  `SELECT EXISTS (SELECT 1 FROM web_users WHERE web_user_id = $webUserId) AS "is_there!",
     (SELECT count(*)::integer FROM web_user_accounts WHERE web_user_id = $webUserId) AS "total!"`,
)

/** One more than a page. The address is of a premise served now, else of the last one. */
export const accountsOfWebUser = query<AccountsOfWebUser>(
  'accounts-of-web-user',
  `SELECT a.account_id, COALESCE(place.address, '') AS "address!", a.balance_cents, a.currency, l.role, a.status,
     l.is_active AS is_link_active, place.city AS "city?", NOT account_is_explained($deskSessionId::bigint, a.account_id) AS "is_masked!"
   FROM web_user_accounts l JOIN accounts a USING (account_id)
   ${placeOfAccount}
   WHERE l.web_user_id = $webUserId AND l.account_id > COALESCE($after::bigint, 0)
   ORDER BY l.account_id LIMIT ${accountPageSize + 1}`,
)

/** A web user who is linked to the account, for what is done about them. */
export const webUserOnAccount = query<WebUserOnAccount>(
  'web-user-on-account',
  `SELECT w.user_name, w.email, w.locale, w.is_active, w.version, w.person_id,
     full_name(n.given_name, n.surname, n.organisation_name) AS display_name,
     ap.relationship_type AS "relationship_type?", ap.version AS "account_person_version?"
   FROM web_user_accounts l JOIN web_users w USING (web_user_id)
   LEFT JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
   LEFT JOIN account_persons ap ON ap.account_id = l.account_id AND ap.person_id = w.person_id
   WHERE l.web_user_id = $webUserId AND l.account_id = $accountId`,
)

/** Returns the new version; null for a stale version. */
export const setWebUserActive = command<SetWebUserActive, 'web-user:deactivate'>(
  'set-web-user-active',
  'SELECT set_web_user_active($webUserId::bigint, $version::integer, $isActive::boolean) AS version',
)

/** Returns the new version; null for a stale version or a row that is not of the reserved type. */
export const adoptAccountPerson = command<AdoptAccountPerson, 'account-person:adopt'>(
  'adopt-account-person',
  `SELECT adopt_account_person($accountId::bigint, $personId::bigint, $version::integer, $relationshipType::text) AS version`,
)

/** The actions by which a CSR changes who sees an account. */
export type WebAccessChanger =
  | `account-link:${'unlink' | 'link-again'}`
  | `account-person:${'adopt' | 'remove'}`
  | `web-user:${'deactivate' | 'resend-confirmation' | 'send-reset'}`

/** A line in the contact history about what a CSR did to a web user. */
export const insertWebAccessContact = command<InsertWebAccessContact, WebAccessChanger>(
  'insert-web-access-contact',
  `INSERT INTO customer_contacts (account_id, contact_class, contact_type, note, at, csr_id, self_service_task_id)
   VALUES ($accountId, 'web-access', $contactType, $note, current_instant(), $csrId, $taskId)
   RETURNING customer_contact_id`,
)
