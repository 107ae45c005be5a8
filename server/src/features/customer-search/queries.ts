import { query } from '#database/query.ts'
import type {
  AccountRows,
  IdentifierTypes,
  PersonRows,
  PersonsByContact,
  PersonsByIdentifier,
  PersonsByName,
  PremiseRows,
  PremisesFound,
  WebUsersFound,
} from './queries.generated.ts'

export const identifierTypes = query<IdentifierTypes>(
  'identifier-types',
  'SELECT identifier_types() AS "identifier_type!"',
)

/** Primary names and aliases, whatever their accents; a compound surname by either half. A name may be split into given name and surname in up to four ways. */
export const personsByName = query<PersonsByName>(
  'persons-by-name',
  `SELECT n.person_id, full_name(n.given_name, n.surname, n.organisation_name) AS "name!",
     n.name_type = 'alias' AS "is_alias!"
   FROM person_names n
   WHERE (folded(n.organisation_name) COLLATE "C" LIKE folded($organisation)
       OR folded(n.given_name) COLLATE "C" LIKE folded($given)
       OR ((folded(n.surname) COLLATE "C" LIKE folded($surname1) OR later_words(n.surname) COLLATE "C" LIKE folded($surname1))
         AND COALESCE(folded(n.given_name), '') COLLATE "C" LIKE folded($given1))
       OR ((folded(n.surname) COLLATE "C" LIKE folded($surname2) OR later_words(n.surname) COLLATE "C" LIKE folded($surname2))
         AND COALESCE(folded(n.given_name), '') COLLATE "C" LIKE folded($given2))
       OR ((folded(n.surname) COLLATE "C" LIKE folded($surname3) OR later_words(n.surname) COLLATE "C" LIKE folded($surname3))
         AND COALESCE(folded(n.given_name), '') COLLATE "C" LIKE folded($given3))
       OR ((folded(n.surname) COLLATE "C" LIKE folded($surname4) OR later_words(n.surname) COLLATE "C" LIKE folded($surname4))
         AND COALESCE(folded(n.given_name), '') COLLATE "C" LIKE folded($given4)))
     AND ($amongPersons::bigint[] IS NULL OR n.person_id = ANY ($amongPersons))
     AND ($amongPremises::bigint[] IS NULL OR n.person_id = ANY (ARRAY(
       SELECT ap.person_id FROM service_points sp
       JOIN service_agreement_points sap USING (service_point_id)
       JOIN service_agreements sa USING (service_agreement_id)
       JOIN account_persons ap USING (account_id)
       WHERE sp.premise_id = ANY ($amongPremises))))
   LIMIT $limit`,
)

/** Telephones and e-mail addresses, among them those that web users sign in with. */
export const personsByContact = query<PersonsByContact>(
  'persons-by-contact',
  `(SELECT c.person_id, c.value FROM person_contacts c WHERE c.normalised_value LIKE $pattern LIMIT $limit)
   UNION
   (SELECT w.person_id, w.email FROM web_users w WHERE lower(w.email) COLLATE "C" LIKE $pattern LIMIT $limit)
   LIMIT $limit`,
)

export const personsByIdentifier = query<PersonsByIdentifier>(
  'persons-by-identifier',
  `SELECT i.person_id, i.masked_value FROM person_identifiers i
   WHERE ($hashes::text[] IS NULL
       OR i.value_hash = ANY (ARRAY(SELECT decode(h, 'hex') FROM unnest($hashes::text[]) AS h)))
     AND ($identifierType::text IS NULL OR i.identifier_type = $identifierType)
   LIMIT $limit`,
)

export const webUsersFound = query<WebUsersFound>(
  'web-users-found',
  `SELECT w.web_user_id, w.person_id, w.user_name, w.email FROM web_users w
   WHERE lower(w.user_name) COLLATE "C" LIKE $pattern OR lower(w.email) COLLATE "C" LIKE $pattern
     OR w.web_user_id = $webUserId
   LIMIT $limit`,
)

/** By any parts of an address and by geographic identifiers of the premise or its service points. */
export const premisesFound = query<PremisesFound>(
  'premises-found',
  `SELECT p.premise_id,
     (SELECT g.value FROM geographic_identifiers g LEFT JOIN service_points sp USING (service_point_id)
      WHERE $geographicGiven::boolean AND p.premise_id IN (g.premise_id, sp.premise_id)
        AND ($geographicValue::text IS NULL OR lower(g.value) LIKE $geographicValue)
        AND ($geographicType::text IS NULL OR g.identifier_type = $geographicType) LIMIT 1) AS geographic
   FROM premises p
   WHERE ($street::text IS NULL OR folded(p.line1) COLLATE "C" LIKE folded($street)
       OR folded_street(p.line1) COLLATE "C" LIKE folded($street))
     AND ($city::text IS NULL OR folded(p.city) COLLATE "C" LIKE folded($city))
     AND ($postalCode::text IS NULL OR p.postal_code LIKE $postalCode)
     AND ($division::text IS NULL OR p.division = $division)
     AND (NOT $geographicGiven::boolean OR p.premise_id = ANY (ARRAY(
       SELECT COALESCE(g.premise_id, sp.premise_id)
       FROM geographic_identifiers g LEFT JOIN service_points sp USING (service_point_id)
       WHERE ($geographicValue::text IS NULL OR lower(g.value) LIKE $geographicValue)
         AND ($geographicType::text IS NULL OR g.identifier_type = $geographicType)
       LIMIT $limit)))
     AND ($amongPersons::bigint[] IS NULL OR p.premise_id = ANY (ARRAY(
       SELECT sp.premise_id FROM account_persons ap
       JOIN service_agreements sa USING (account_id)
       JOIN service_agreement_points sap USING (service_agreement_id)
       JOIN service_points sp USING (service_point_id)
       WHERE ap.person_id = ANY ($amongPersons))))
   LIMIT $limit`,
)

/** One row an account (or an account and premise): the person, premise and web user that were found come first. */
export const accountRows = query<AccountRows>(
  'account-rows',
  `SELECT a.account_id, a.status, a.customer_class, a.division, who.person_id AS "person_id?", who.name AS "name?",
     who.kind AS "kind?", who.is_protected AS "is_protected?", who.is_main_customer AS "is_main_customer?", place.premise_id AS "premise_id?",
     place.address AS "address?", place.latitude AS "latitude?", place.longitude AS "longitude?", place.is_current AS "is_current?", COALESCE(place.premises, 0) AS "premises!",
     EXISTS (SELECT 1 FROM service_agreements sa WHERE sa.account_id = a.account_id) AS "has_agreement!",
     login.web_user_id AS "web_user_id?", login.user_name AS "user_name?", login.is_active AS "is_active?"
   FROM accounts a
   LEFT JOIN LATERAL (
     SELECT ap.person_id, ap.is_main_customer, p.kind, p.is_protected, full_name(n.given_name, n.surname, n.organisation_name) AS name
     FROM account_persons ap JOIN persons p USING (person_id)
     JOIN person_names n ON n.person_id = ap.person_id AND n.name_type = 'primary'
     WHERE ap.account_id = a.account_id
     ORDER BY COALESCE(ap.person_id = ANY ($shownPersons::bigint[]), false) DESC, ap.is_main_customer DESC, ap.person_id
     LIMIT 1) who ON true
   LEFT JOIN LATERAL (
     SELECT x.premise_id, x.is_current, concat_ws(', ', p.line1, NULLIF(p.line2, ''), p.city, p.postal_code) AS address,
       p.latitude, p.longitude, count(*) OVER ()::integer AS premises,
       row_number() OVER (ORDER BY COALESCE(x.premise_id = ANY ($premises::bigint[]), false) DESC, x.is_current DESC,
         x.started_on DESC, x.premise_id) AS position
     FROM (
       SELECT sp.premise_id, max(sa.started_on) AS started_on,
         bool_or(sa.ended_on IS NULL OR sa.ended_on >= (current_instant() AT TIME ZONE $timeZone)::date) AS is_current
       FROM service_agreements sa JOIN service_agreement_points sap USING (service_agreement_id)
       JOIN service_points sp USING (service_point_id)
       WHERE sa.account_id = a.account_id GROUP BY sp.premise_id) x
     JOIN premises p ON p.premise_id = x.premise_id
     ORDER BY position LIMIT CASE WHEN $showAllPremises::boolean THEN NULL ELSE 1 END) place ON true
   LEFT JOIN LATERAL (
     SELECT w.web_user_id, w.user_name, w.is_active AND l.is_active AS is_active
     FROM web_user_accounts l JOIN web_users w USING (web_user_id)
     WHERE l.account_id = a.account_id
     ORDER BY COALESCE(w.web_user_id = ANY ($webUsers::bigint[]), false) DESC, w.person_id = who.person_id DESC,
       l.is_active DESC, w.web_user_id
     LIMIT 1) login ON true
   WHERE ($persons::bigint[] IS NULL OR a.account_id = ANY (ARRAY(
       SELECT ap.account_id FROM account_persons ap WHERE ap.person_id = ANY ($persons))))
     AND ($premises::bigint[] IS NULL OR a.account_id = ANY (ARRAY(
       SELECT sa.account_id FROM service_points sp JOIN service_agreement_points sap USING (service_point_id)
       JOIN service_agreements sa USING (service_agreement_id) WHERE sp.premise_id = ANY ($premises))))
     AND ($webUsers::bigint[] IS NULL OR a.account_id = ANY (ARRAY(
       SELECT l.account_id FROM web_user_accounts l WHERE l.web_user_id = ANY ($webUsers))))
     AND ($accountFrom::bigint IS NULL OR (a.account_id BETWEEN $accountFrom AND $accountTo
       AND a.account_id::text LIKE $accountPattern))
     AND ($division::text IS NULL OR a.division = $division)
     AND (NOT $hasWebUser::boolean OR login.is_active)
   ORDER BY a.status, lower(who.name), a.account_id, place.position
   LIMIT $limit`,
)

/** Persons on no account. */
export const personRows = query<PersonRows>(
  'person-rows',
  `SELECT p.person_id, p.kind, p.is_protected, full_name(n.given_name, n.surname, n.organisation_name) AS "name!",
     w.web_user_id AS "web_user_id?", w.user_name AS "user_name?", w.is_active AS "is_active?"
   FROM persons p JOIN person_names n ON n.person_id = p.person_id AND n.name_type = 'primary'
   LEFT JOIN LATERAL (
     SELECT u.web_user_id, u.user_name, u.is_active FROM web_users u WHERE u.person_id = p.person_id
     ORDER BY u.is_active DESC, u.web_user_id LIMIT 1) w ON true
   WHERE p.person_id = ANY ($persons::bigint[])
     AND NOT EXISTS (SELECT 1 FROM account_persons ap WHERE ap.person_id = p.person_id)
     AND (NOT $hasWebUser::boolean OR w.is_active)
   ORDER BY 3, 1 LIMIT $limit`,
)

/** Premises where nobody is served now. */
export const premiseRows = query<PremiseRows>(
  'premise-rows',
  `SELECT p.premise_id, concat_ws(', ', p.line1, NULLIF(p.line2, ''), p.city, p.postal_code) AS "address!",
     p.latitude, p.longitude
   FROM premises p
   WHERE p.premise_id = ANY ($premises::bigint[])
     AND NOT EXISTS (
       SELECT 1 FROM service_points sp JOIN service_agreement_points sap USING (service_point_id)
       JOIN service_agreements sa USING (service_agreement_id)
       WHERE sp.premise_id = p.premise_id AND (sa.ended_on IS NULL OR sa.ended_on >= (current_instant() AT TIME ZONE $timeZone)::date))
   ORDER BY 2, 1 LIMIT $limit`,
)
