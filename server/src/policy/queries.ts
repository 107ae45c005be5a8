import { query } from '#database/query.ts'
import type { LinkOf, MasqueradeSubject, MasqueradeTarget } from './queries.generated.ts'

/** The link of the transaction's web user to an account, as row-level security lets it be seen. */
export const linkOf = query<LinkOf>(
  'link-of',
  `SELECT l.role, r.rights
   FROM web_user_accounts l JOIN web_user_roles r ON r.role = l.role
   WHERE l.web_user_id = $webUserId AND l.account_id = $accountId AND l.is_active
     AND EXISTS (SELECT 1 FROM accounts a WHERE a.account_id = l.account_id)`,
)

/**
 * Who may be the target of a masquerade: an active link (l) of an active web user (w) whose person (p) has web access on the
 * account (ap), and is neither staff nor protected; while masquerading is on at all.
 */
export const masqueradeTargetCondition = `l.is_active AND w.is_active AND ap.web_access_allowed AND NOT p.is_protected
       AND NOT EXISTS (SELECT 1 FROM csr_users u WHERE u.person_id = w.person_id)
       AND COALESCE(setting_value('masquerade.enabled'), 'true') = 'true'`

/**
 * Whether a web user on an account may be the target of a masquerade. One query, whatever the reason why not.
 */
export const masqueradeTarget = query<MasqueradeTarget>(
  'masquerade-target',
  `SELECT EXISTS (
     SELECT 1 FROM web_user_accounts l
     JOIN web_users w ON w.web_user_id = l.web_user_id
     JOIN persons p ON p.person_id = w.person_id
     JOIN account_persons ap ON ap.account_id = l.account_id AND ap.person_id = w.person_id
     WHERE l.web_user_id = $webUserId AND l.account_id = $accountId
       AND ${masqueradeTargetCondition}
   ) AS "is_available!"`,
)

export const masqueradeSubject = query<MasqueradeSubject>(
  'masquerade-subject',
  'SELECT csr_id, web_user_id, account_id FROM masquerades WHERE masquerade_id = $masqueradeId',
)
