import { query } from '#database/query.ts'
import { placeOfAccount } from '#features/accounts/index.ts'
import { masqueradeTargetCondition } from '#policy/queries.ts'
import type {
  AccountIsThere,
  AccountsOfWebUser,
  FinanciallyResponsible,
  WebUserIsThere,
  WebUsersOfAccount,
} from './queries.generated.ts'

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
  `SELECT w.web_user_id, w.user_name, w.person_id, full_name(n.given_name, n.surname, n.organisation_name) AS "person_name!",
     l.role, ap.relationship_type AS "relationship_type?",
     COALESCE(ap.is_financially_responsible, false) AS "is_financially_responsible!", w.is_active,
     l.is_active AS is_link_active, w.last_seen_at, tasks.open AS "open_task_count!",
     tasks.non_final AS "non_final_task_count!",
     (SELECT count(*)::integer FROM web_user_accounts o WHERE o.web_user_id = w.web_user_id) AS "account_count!",
     COALESCE(${masqueradeTargetCondition}, false) AS "is_available!",
     ap.person_id IS NULL AND person_is_protected(w.person_id) AS "is_masked!"
   FROM web_user_accounts l
   JOIN web_users w USING (web_user_id)
   JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
   LEFT JOIN account_persons ap ON ap.account_id = l.account_id AND ap.person_id = w.person_id
   CROSS JOIN LATERAL (
     SELECT count(*) FILTER (WHERE t.state <> 'draft')::integer AS open, count(*)::integer AS non_final
     FROM self_service_tasks t
     WHERE t.self_service_user_id = w.web_user_id AND t.account_id = l.account_id AND NOT t.is_final) tasks
   WHERE l.account_id = $accountId
   ORDER BY l.is_active DESC, w.is_active DESC, 7 DESC, w.user_name LIMIT 200`,
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

export const webUserIsThere = query<WebUserIsThere>(
  'web-user-is-there',
  `SELECT EXISTS (SELECT 1 FROM web_users WHERE web_user_id = $webUserId) AS "is_there!",
     (SELECT count(*)::integer FROM web_user_accounts WHERE web_user_id = $webUserId) AS "total!"`,
)

/** One more than a page. The address is of a premise served now, else of the last one. */
export const accountsOfWebUser = query<AccountsOfWebUser>(
  'accounts-of-web-user',
  `SELECT a.account_id, COALESCE(place.address, '') AS "address!", a.balance_cents, a.currency, l.role, a.status,
     l.is_active AS is_link_active, place.city AS "city?", account_is_protected(a.account_id) AND NOT EXISTS (
       SELECT 1 FROM protected_openings o WHERE o.desk_session_id = $deskSessionId AND o.account_id = a.account_id
         AND o.expires_at > current_instant()) AS "is_masked!"
   FROM web_user_accounts l JOIN accounts a USING (account_id)
   ${placeOfAccount}
   WHERE l.web_user_id = $webUserId AND l.account_id > COALESCE($after::bigint, 0)
   ORDER BY l.account_id LIMIT 51`,
)
