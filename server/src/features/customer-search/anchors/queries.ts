import { query } from '#database/query.ts'
import { behind, premiseParts } from '../find/sql-parts.ts'
import type {
  AccountsInRange,
  AccountsOfPersons,
  AccountsOfPremises,
  IdentifierTypes,
  PersonsByContact,
  PersonsByIdentifier,
  PersonsByIdentifierType,
  PersonsOfAccounts,
  PlacesOfAccounts,
  PremisesByGeographicType,
  PremisesByGeography,
  WebUsersFound,
} from './queries.generated.ts'

/** Returns the types of person identifiers in use. */
export const identifierTypes = query<IdentifierTypes>(
  'identifier-types',
  'SELECT identifier_types() AS "identifier_type!"',
)

// These columns are indexed by their bytes (`text_pattern_ops`), which serve `~>=~` and `~<~`. LIKE alone would use the index only in
// a plan made for its pattern, and these statements are planned once.

// A whole value finds a protected customer only if it is the only term: else `$whole` is null. Protected customers are left out before
// each limit, so that the length of a list does not reveal them.
const unguarded = (person: string) =>
  `NOT EXISTS (SELECT 1 FROM search_guarded_persons g WHERE g.person_id = ${person})`
const unguardedAccount = (account: string) =>
  `NOT EXISTS (SELECT 1 FROM search_guarded_accounts g WHERE g.account_id = ${account})`
/** The search index leaves out the premises of protected customers. */
const listedPremise = (premise: string) =>
  `EXISTS (SELECT 1 FROM search_premises s WHERE s.premise_id = ${premise})`

/** By telephone (its beginning, or its last seven digits) or e-mail address, also one that a web user signs in with. */
export const personsByContact = query<PersonsByContact>(
  'persons-by-contact',
  `(SELECT c.person_id AS "person_id!", c.value AS "value!", COALESCE(c.normalised_value = $whole, false) AS "is_whole!"
    FROM person_contacts c
    WHERE c.normalised_value ~>=~ $beginning AND c.normalised_value ~<~ ${behind('$beginning')}
      AND c.normalised_value LIKE $pattern AND (c.normalised_value = $whole OR ${unguarded('c.person_id')}) LIMIT $limit)
   UNION
   (SELECT c.person_id, c.value, false FROM person_contacts c
    WHERE right(c.normalised_value, 7) = $ending AND c.contact_type <> 'email' AND ${unguarded('c.person_id')} LIMIT $limit)
   UNION
   (SELECT w.person_id, w.email, COALESCE(lower(w.email) = $whole, false) FROM web_users w
    WHERE lower(w.email) COLLATE "C" ~>=~ $beginning AND lower(w.email) COLLATE "C" ~<~ ${behind('$beginning')}
      AND lower(w.email) COLLATE "C" LIKE $pattern AND (lower(w.email) = $whole OR ${unguarded('w.person_id')}) LIMIT $limit)
   LIMIT $limit`,
)

/** By the whole value: identifiers are stored as hashes, so a beginning cannot be looked up. */
export const personsByIdentifier = query<PersonsByIdentifier>(
  'persons-by-identifier',
  `SELECT i.person_id, i.masked_value FROM person_identifiers i
   WHERE i.value_hash = ANY (ARRAY(SELECT decode(h, 'hex') FROM unnest($hashes::text[]) AS h))
     AND ($isAlone::boolean OR ${unguarded('i.person_id')}) LIMIT $limit`,
)

export const personsByIdentifierType = query<PersonsByIdentifierType>(
  'persons-by-identifier-type',
  `SELECT i.person_id, i.masked_value FROM person_identifiers i
   WHERE i.identifier_type = $identifierType AND ${unguarded('i.person_id')} LIMIT $limit`,
)

export const webUsersFound = query<WebUsersFound>(
  'web-users-found',
  `SELECT w.web_user_id AS "web_user_id!", w.person_id AS "person_id!", w.user_name AS "user_name!", w.email AS "email!",
     l.account_id AS "account_id?", w.is_whole AS "is_whole!"
   FROM (
     (SELECT x.*, COALESCE(lower(x.user_name) = $whole, false) AS is_whole FROM web_users x
      WHERE lower(x.user_name) COLLATE "C" ~>=~ $beginning
        AND lower(x.user_name) COLLATE "C" ~<~ ${behind('$beginning')} AND lower(x.user_name) COLLATE "C" LIKE $pattern
        AND (lower(x.user_name) = $whole OR ${unguarded('x.person_id')}) LIMIT $limit)
     UNION
     (SELECT x.*, COALESCE(lower(x.email) = $whole, false) FROM web_users x
      WHERE lower(x.email) COLLATE "C" ~>=~ $beginning
        AND lower(x.email) COLLATE "C" ~<~ ${behind('$beginning')} AND lower(x.email) COLLATE "C" LIKE $pattern
        AND (lower(x.email) = $whole OR ${unguarded('x.person_id')}) LIMIT $limit)
     UNION
     (SELECT x.*, $whole::text IS NOT NULL FROM web_users x
      WHERE x.web_user_id = $webUserId AND ($whole::text IS NOT NULL OR ${unguarded('x.person_id')}))) w
   LEFT JOIN web_user_accounts l ON l.web_user_id = w.web_user_id
   WHERE w.is_whole OR l.account_id IS NULL OR ${unguardedAccount('l.account_id')}
   LIMIT $limit`,
)

/** By geographic identifiers of the premise or of its service points, or by the number of a meter. */
export const premisesByGeography = query<PremisesByGeography>(
  'premises-by-geography',
  `(SELECT COALESCE(g.premise_id, sp.premise_id) AS "premise_id!", g.value AS "value!",
     COALESCE(lower(g.value) = $whole, false) AS "is_whole!", false AS "is_meter!"
   FROM geographic_identifiers g LEFT JOIN service_points sp USING (service_point_id)
   WHERE (lower(g.value) = $whole OR ${listedPremise('COALESCE(g.premise_id, sp.premise_id)')}) AND lower(g.value) COLLATE "C" ~>=~ $beginning AND lower(g.value) COLLATE "C" ~<~ ${behind('$beginning')}
     AND lower(g.value) COLLATE "C" LIKE $pattern AND ($geographicType::text IS NULL OR g.identifier_type = $geographicType)
   LIMIT $limit)
   UNION ALL
   (SELECT sp.premise_id, sp.meter_number, COALESCE(lower(sp.meter_number) = $whole, false), true
   FROM service_points sp
   WHERE (lower(sp.meter_number) = $whole OR ${listedPremise('sp.premise_id')})
     AND lower(sp.meter_number) COLLATE "C" ~>=~ $beginning AND lower(sp.meter_number) COLLATE "C" ~<~ ${behind('$beginning')}
     AND lower(sp.meter_number) COLLATE "C" LIKE $pattern AND ($geographicType::text IS NULL OR $geographicType = 'meter')
   LIMIT $limit)
   LIMIT $limit`,
)

export const premisesByGeographicType = query<PremisesByGeographicType>(
  'premises-by-geographic-type',
  `SELECT COALESCE(g.premise_id, sp.premise_id) AS "premise_id!", g.value
   FROM geographic_identifiers g LEFT JOIN service_points sp USING (service_point_id)
   WHERE g.identifier_type = $geographicType AND ${listedPremise('COALESCE(g.premise_id, sp.premise_id)')} LIMIT $limit`,
)

/** By the beginning of the account number, or by its last seven digits. */
export const accountsInRange = query<AccountsInRange>(
  'accounts-in-range',
  `(SELECT a.account_id AS "account_id!" FROM accounts a
   WHERE a.account_id BETWEEN $accountFrom AND $accountTo AND ($pattern::text IS NULL OR a.account_id::text LIKE $pattern)
     AND ($isWhole::boolean OR ${unguardedAccount('a.account_id')})
   ORDER BY a.account_id LIMIT $limit)
   UNION
   (SELECT a.account_id FROM accounts a
   WHERE a.account_id % 10000000 = $ending AND ${unguardedAccount('a.account_id')} LIMIT $limit)
   ORDER BY 1 LIMIT $limit`,
)

/** The accounts of persons, with a row for a person without any. Protected accounts only where a whole value found the person. */
export const accountsOfPersons = query<AccountsOfPersons>(
  'accounts-of-persons',
  `SELECT k.person_id AS "person_id!", ap.account_id AS "account_id?"
   FROM unnest($persons::bigint[], $wholes::boolean[]) WITH ORDINALITY AS k (person_id, is_whole, at)
   LEFT JOIN account_persons ap ON ap.person_id = k.person_id
   WHERE k.is_whole OR ap.account_id IS NULL OR ${unguardedAccount('ap.account_id')}
   ORDER BY k.at LIMIT $limit`,
)

/** The accounts that are or were served at premises. */
export const accountsOfPremises = query<AccountsOfPremises>(
  'accounts-of-premises',
  `SELECT DISTINCT k.premise_id AS "premise_id!", sa.account_id
   FROM unnest($premises::bigint[], $wholes::boolean[]) AS k (premise_id, is_whole)
   JOIN service_points sp ON sp.premise_id = k.premise_id
   JOIN service_agreement_points sap ON sap.service_point_id = sp.service_point_id
   JOIN service_agreements sa ON sa.service_agreement_id = sap.service_agreement_id
   WHERE k.is_whole OR ${unguardedAccount('sa.account_id')}
   LIMIT $limit`,
)

/** The persons on accounts, with the words that they are found by. */
export const personsOfAccounts = query<PersonsOfAccounts>(
  'persons-of-accounts',
  `SELECT ap.account_id, ap.person_id, n.surname, n.given
   FROM account_persons ap JOIN search_names n ON n.person_id = ap.person_id WHERE ap.account_id = ANY ($accounts::bigint[])`,
)

/** Where accounts are or were served, in the words that a place is found by. */
export const placesOfAccounts = query<PlacesOfAccounts>(
  'places-of-accounts',
  `SELECT DISTINCT o.account_id, ${premiseParts}
   FROM search_occupants o JOIN search_premises p ON p.premise_id = o.premise_id WHERE o.account_id = ANY ($accounts::bigint[])`,
)
