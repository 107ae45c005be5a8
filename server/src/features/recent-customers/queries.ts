import { query } from '#database/query.ts'
import { placeOfAccount } from '#features/accounts/index.ts'
import type { RecentlyOpened } from './queries.generated.ts'

/**
 * The accounts that a CSR opened last, newest first, as the record has it: of a month, and of the last few hundred openings.
 * Of a protected account neither name nor address is read: to see them is to open it, which is recorded.
 */
export const recentlyOpened = query<RecentlyOpened>(
  'recently-opened',
  `WITH openings AS (
     SELECT e.account_id, e.at FROM record_entries e
     WHERE e.csr_id = $csrId AND e.event = 'read' AND e.action = 'account:view' AND e.account_id IS NOT NULL
       AND e.at > current_instant() - interval '30 days'
     ORDER BY e.at DESC LIMIT 300
   ), latest AS (
     SELECT account_id, max(at) AS opened_at FROM openings GROUP BY account_id ORDER BY opened_at DESC LIMIT $limit
   )
   SELECT a.account_id, l.opened_at AS "opened_at!", a.status, a.customer_class, a.division, guard.is_protected AS "is_protected!",
     CASE WHEN NOT guard.is_protected THEN (
       SELECT full_name(n.given_name, n.surname, n.organisation_name)
       FROM account_persons ap JOIN person_names n ON n.person_id = ap.person_id AND n.name_type = 'primary'
       WHERE ap.account_id = a.account_id AND ap.is_main_customer
     ) END AS "name?",
     CASE WHEN NOT guard.is_protected THEN place.address END AS "address?"
   FROM latest l JOIN accounts a USING (account_id)
   CROSS JOIN LATERAL (SELECT account_is_protected(a.account_id) AS is_protected) guard
   ${placeOfAccount}
   ORDER BY l.opened_at DESC`,
)
