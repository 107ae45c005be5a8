const isProtectedPerson = (person: string) =>
  `EXISTS (SELECT 1 FROM protected_persons g WHERE g.person_id = ${person}.person_id)`
/** Whether the person, or a person on the account, is protected. Decided for each row, whatever found it. */
const isProtected = `(COALESCE(held.is_protected, false) OR ${isProtectedPerson('p')})`
const today = '(current_instant() AT TIME ZONE $timeZone)::date'
const isServedNow = (premise: string) => `EXISTS (
       SELECT 1 FROM service_points sp JOIN service_agreement_points sap ON sap.service_point_id = sp.service_point_id
       JOIN service_agreements sa ON sa.service_agreement_id = sap.service_agreement_id
       WHERE sp.premise_id = ${premise} AND (sa.ended_on IS NULL OR sa.ended_on >= ${today}))`
/** A premise without a person and an account: its row shows that nobody is served there now. */
const isPlace = '(s.account_id IS NULL AND s.person_id IS NULL)'
/** What one row is about: the same person and account once, other premises of theirs only if all are shown. */
const rowKey = `r.person_id, r.account_id, CASE WHEN r.account_id IS NULL OR $showAllPremises::boolean THEN r.premise_id END`
const rowOrder = `r.is_place, r.at, r.status, r.account_id, r.is_found DESC, r.is_current DESC, r.started_on DESC, r.premise_id`

/**
 * The SQL of rows of person, account, premise and web user, in order of `s.at`, as a common table expression `shown`. An account shows
 * the premise that was found, else the one that is served now. A protected customer is shown only where a whole value, as the
 * only term, found the row. The condition reads the view that `account_is_protected` reads: calling that function for each row takes
 * longer than the rest.
 * @param spots the name of an expression with the columns at, is_whole, is_by_place, person_id, account_id, premise_id, web_user_id
 */
export const shownRows = (spots: string) => `shown AS MATERIALIZED (
   SELECT k.*, row_number() OVER (ORDER BY k.nth) AS n FROM (
     SELECT r.*, row_number() OVER (ORDER BY ${rowOrder}) AS nth, row_number() OVER (PARTITION BY ${rowKey} ORDER BY ${rowOrder}) AS copy
     FROM (
       SELECT s.at, ${isPlace} AS is_place, a.account_id, a.status, a.customer_class, a.division, p.person_id, p.kind,
         ${isProtected} AS is_protected,
         named.name, COALESCE(named.aliases, '{}') AS aliases, held.is_main_customer, pr.premise_id,
         concat_ws(', ', pr.line1, NULLIF(pr.line2, ''), pr.city, pr.postal_code) AS address, pr.city,
         CASE WHEN ${isPlace} THEN false ELSE place.is_current END AS is_current, pr.latitude, pr.longitude,
         COALESCE(place.premises, 0) AS premises, place.is_found, place.started_on,
         place.premise_id IS NOT NULL OR EXISTS (
           SELECT 1 FROM service_agreements sa WHERE sa.account_id = a.account_id) AS has_agreement,
         login.web_user_id, login.user_name, login.is_active,
         EXISTS (SELECT 1 FROM search_guarded_persons g WHERE g.person_id = login.person_id) AS is_login_guarded
       FROM ${spots} s
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
       LEFT JOIN premises pr ON pr.premise_id = CASE WHEN ${isPlace} THEN s.premise_id ELSE place.premise_id END
       LEFT JOIN LATERAL (
         (SELECT w.web_user_id, w.user_name, w.person_id, w.is_active AND l.is_active AS is_active
          FROM web_user_accounts l JOIN web_users w ON w.web_user_id = l.web_user_id
          WHERE l.account_id = s.account_id
          ORDER BY COALESCE(w.web_user_id = s.web_user_id, false) DESC, w.person_id = p.person_id DESC,
            l.is_active DESC, w.web_user_id
          LIMIT 1)
         UNION ALL
         (SELECT w.web_user_id, w.user_name, w.person_id, w.is_active FROM web_users w
          WHERE s.account_id IS NULL AND w.person_id = s.person_id ORDER BY w.is_active DESC, w.web_user_id LIMIT 1)) login ON true
       WHERE ($division::text IS NULL
           OR CASE WHEN s.is_by_place OR ${isPlace} THEN pr.division ELSE a.division END = $division)
         AND (NOT $hasWebUser::boolean OR login.is_active)
         AND (s.is_whole OR NOT ${isProtected})
         AND NOT (${isPlace} AND ${isServedNow('s.premise_id')})) r) k
   WHERE k.copy = 1)`

/** The columns of `shown`, for a statement whose only row may be the line of rest. */
export const shownColumns = `f.at::integer AS "at?", f.n::integer AS "n?", f.account_id AS "account_id?", f.status AS "status?",
   f.customer_class AS "customer_class?", f.division AS "division?", f.person_id AS "person_id?", f.kind AS "kind?",
   COALESCE(f.is_protected, false) AS "is_protected!", f.name AS "name?", COALESCE(f.aliases, '{}') AS "aliases!",
   f.is_main_customer AS "is_main_customer?", f.premise_id AS "premise_id?", COALESCE(f.address, '') AS "address!", f.city AS "city?",
   f.is_current AS "is_current?", f.latitude AS "latitude?", f.longitude AS "longitude?", COALESCE(f.premises, 0) AS "premises!",
   COALESCE(f.has_agreement, false) AS "has_agreement!", f.web_user_id AS "web_user_id?", f.user_name AS "user_name?",
   f.is_active AS "is_active?", COALESCE(f.is_login_guarded, false) AS "is_login_guarded!"`

/**
 * The SQL of the line of rest of a search that showed `shown`: an expression `rested`.
 * @param families, hits, guess SQL of what the line says
 * @param when SQL of whether the search ends here
 */
export const restedLine = (
  families: string,
  hits: string,
  guess: string,
  when = 'true',
) => `rested AS MATERIALIZED (
   SELECT CASE WHEN ${when} THEN rest_search_within($deskSessionId::bigint, $csrId::text, $ip::inet, $correlationId::uuid, ${families},
     $termsHash::text, $beginnings::integer[], ${hits},
     ARRAY(SELECT DISTINCT x.person_id FROM shown x WHERE x.n <= $limit::integer AND x.person_id IS NOT NULL), ${guess},
     ARRAY(SELECT DISTINCT x.person_id FROM shown x WHERE x.n <= $limit::integer AND x.person_id IS NOT NULL AND x.is_protected),
     $mostNamed::integer, $mostGuesses::integer) END AS is_rested)`
