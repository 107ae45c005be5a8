import { query } from '#database/query.ts'
import type { CustomerRows, VacantPremises } from './queries.generated.ts'

const address = `concat_ws(', ', pr.line1, NULLIF(pr.line2, ''), pr.city, pr.postal_code)`
const isProtectedPerson = (person: string) =>
  `EXISTS (SELECT 1 FROM protected_persons g WHERE g.person_id = ${person}.person_id)`
/** Whether the person, or a person on the account, is protected. Decided for each row, whatever found it. */
const isProtected = `(COALESCE(held.is_protected, false) OR ${isProtectedPerson('p')})`
const today = '(current_instant() AT TIME ZONE $timeZone)::date'

/**
 * Returns candidates as rows of person, account, premise and web user, in the given order. A person alone has a row for each account, a
 * premise alone one for each account that is served there. An account shows the premise that was found, else the one that is served
 * now. A protected customer is shown only where a whole value, as the only term, found the row. The condition reads the
 * view that `account_is_protected` reads: calling that function for each row takes longer than the rest.
 */
export const customerRows = query<CustomerRows>(
  'customer-rows',
  `WITH asked AS (
     SELECT u.person_id, u.account_id, u.premise_id, u.is_whole, u.at
     FROM unnest($persons::bigint[], $accounts::bigint[], $premises::bigint[], $wholes::boolean[])
       WITH ORDINALITY AS u (person_id, account_id, premise_id, is_whole, at)),
   spots AS (
     SELECT k.at, k.is_whole, k.person_id, k.account_id, k.premise_id FROM asked k WHERE k.account_id IS NOT NULL
     UNION ALL
     SELECT k.at, k.is_whole, k.person_id, ap.account_id, k.premise_id
     FROM asked k LEFT JOIN account_persons ap ON ap.person_id = k.person_id
     WHERE k.account_id IS NULL AND k.person_id IS NOT NULL
     UNION ALL
     SELECT k.at, k.is_whole, NULL, o.account_id, k.premise_id
     FROM asked k CROSS JOIN LATERAL (
       SELECT DISTINCT sa.account_id FROM service_points sp
       JOIN service_agreement_points sap ON sap.service_point_id = sp.service_point_id
       JOIN service_agreements sa ON sa.service_agreement_id = sap.service_agreement_id
       WHERE sp.premise_id = k.premise_id) o
     WHERE k.account_id IS NULL AND k.person_id IS NULL)
   SELECT s.at::integer AS "at!", a.account_id AS "account_id?", a.status AS "status?", a.customer_class AS "customer_class?",
     a.division AS "division?", p.person_id AS "person_id?", p.kind AS "kind?",
     ${isProtected} AS "is_protected!",
     named.name AS "name?", COALESCE(named.aliases, '{}') AS "aliases!", held.is_main_customer AS "is_main_customer?",
     pr.premise_id AS "premise_id?", ${address} AS "address!", place.is_current AS "is_current?",
     pr.latitude AS "latitude?", pr.longitude AS "longitude?", COALESCE(place.premises, 0) AS "premises!",
     place.premise_id IS NOT NULL OR EXISTS (
       SELECT 1 FROM service_agreements sa WHERE sa.account_id = a.account_id) AS "has_agreement!",
     login.web_user_id AS "web_user_id?", login.user_name AS "user_name?", login.is_active AS "is_active?",
     EXISTS (SELECT 1 FROM search_guarded_persons g WHERE g.person_id = login.person_id) AS "is_login_guarded!"
   FROM spots s
   LEFT JOIN accounts a ON a.account_id = s.account_id
   LEFT JOIN LATERAL (
     SELECT max(x.person_id) FILTER (WHERE x.is_main_customer) AS main_customer_id,
       bool_or(x.is_main_customer AND x.person_id = COALESCE(s.person_id, x.person_id)) AS is_main_customer,
       bool_or(${isProtectedPerson('x')}) AS is_protected
     FROM account_persons x WHERE x.account_id = s.account_id) held ON true
   LEFT JOIN persons p ON p.person_id = COALESCE(s.person_id, held.main_customer_id)
   LEFT JOIN LATERAL (
     SELECT max(full_name(n.given_name, n.surname, n.organisation_name)) FILTER (WHERE n.name_type = 'primary') AS name,
       array_agg(full_name(n.given_name, n.surname, n.organisation_name)) FILTER (WHERE n.name_type = 'alias') AS aliases
     FROM person_names n WHERE n.person_id = p.person_id) named ON true
   LEFT JOIN LATERAL (
     SELECT x.premise_id, x.is_current, x.started_on, COALESCE(x.premise_id = s.premise_id, false) AS is_found,
       count(*) OVER ()::integer AS premises
     FROM (
       SELECT o.premise_id, max(o.started_on) AS started_on,
         bool_or(o.ended_on IS NULL OR o.ended_on >= ${today}) AS is_current
       FROM search_occupants o WHERE o.account_id = s.account_id GROUP BY o.premise_id) x
     ORDER BY COALESCE(x.premise_id = s.premise_id, false) DESC, x.is_current DESC, x.started_on DESC, x.premise_id
     LIMIT CASE WHEN $showAllPremises::boolean THEN NULL ELSE 1 END) place ON true
   LEFT JOIN premises pr ON pr.premise_id = place.premise_id
   LEFT JOIN LATERAL (
     (SELECT w.web_user_id, w.user_name, w.person_id, w.is_active AND l.is_active AS is_active
      FROM web_user_accounts l JOIN web_users w ON w.web_user_id = l.web_user_id
      WHERE l.account_id = s.account_id
      ORDER BY COALESCE(w.web_user_id = ANY ($webUsers::bigint[]), false) DESC, w.person_id = p.person_id DESC,
        l.is_active DESC, w.web_user_id
      LIMIT 1)
     UNION ALL
     (SELECT w.web_user_id, w.user_name, w.person_id, w.is_active FROM web_users w
      WHERE s.account_id IS NULL AND w.person_id = s.person_id ORDER BY w.is_active DESC, w.web_user_id LIMIT 1)) login ON true
   WHERE ($division::text IS NULL OR CASE WHEN $isByPlace::boolean THEN pr.division ELSE a.division END = $division)
     AND (NOT $hasWebUser::boolean OR login.is_active)
     AND (s.is_whole OR NOT ${isProtected})
   ORDER BY s.at, a.status, a.account_id, place.is_found DESC, place.is_current DESC, place.started_on DESC,
     place.premise_id
   LIMIT $limit`,
)

/** Returns those of the premises where no account is served now. */
export const vacantPremises = query<VacantPremises>(
  'vacant-premises',
  `SELECT pr.premise_id, ${address} AS "address!", pr.latitude, pr.longitude
   FROM unnest($premises::bigint[]) WITH ORDINALITY AS k (premise_id, at)
   JOIN premises pr ON pr.premise_id = k.premise_id
   WHERE ($division::text IS NULL OR pr.division = $division) AND NOT EXISTS (
       SELECT 1 FROM service_points sp JOIN service_agreement_points sap ON sap.service_point_id = sp.service_point_id
       JOIN service_agreements sa ON sa.service_agreement_id = sap.service_agreement_id
       WHERE sp.premise_id = pr.premise_id AND (sa.ended_on IS NULL OR sa.ended_on >= ${today}))
   ORDER BY k.at LIMIT $limit`,
)
