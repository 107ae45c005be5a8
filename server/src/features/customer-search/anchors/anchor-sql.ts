import { behind } from '../find/sql-parts.ts'

/** Returns the parameter of this name in the statement that the SQL becomes a part of. */
type Parameter = (name: string) => string

/** The names as they are. */
export const own: Parameter = (name) => `$${name}`

// These columns are indexed by their bytes (`text_pattern_ops`), which serve `~>=~` and `~<~`. LIKE alone would use the index only in
// a plan made for its pattern, and these statements are planned once.

// A whole value finds a protected customer only if it is the only term: else `$whole` is null. Protected customers are left out before
// each limit, so that the length of a list does not reveal them.
export const unguarded = (person: string) =>
  `NOT EXISTS (SELECT 1 FROM search_guarded_persons g WHERE g.person_id = ${person})`
export const unguardedAccount = (account: string) =>
  `NOT EXISTS (SELECT 1 FROM search_guarded_accounts g WHERE g.account_id = ${account})`
/** The search index leaves out the premises of protected customers. */
export const listedPremise = (premise: string) =>
  `EXISTS (SELECT 1 FROM search_premises s WHERE s.premise_id = ${premise})`

/** By telephone (its beginning, or its last seven digits) or e-mail address, also one that a web user signs in with. */
export const contactHits = (
  of: Parameter,
) => `(SELECT c.person_id AS "person_id!", c.value AS "value!", COALESCE(c.normalised_value = ${of('whole')}, false) AS "is_whole!"
    FROM person_contacts c
    WHERE c.normalised_value ~>=~ ${of('beginning')} AND c.normalised_value ~<~ ${behind(of('beginning'))}
      AND c.normalised_value LIKE ${of('pattern')} AND (c.normalised_value = ${of('whole')} OR ${unguarded('c.person_id')}) LIMIT ${of('limit')})
   UNION
   (SELECT c.person_id, c.value, false FROM person_contacts c
    WHERE right(c.normalised_value, 7) = ${of('ending')} AND c.contact_type <> 'email' AND ${unguarded('c.person_id')} LIMIT ${of('limit')})
   UNION
   (SELECT w.person_id, w.email, COALESCE(lower(w.email) = ${of('whole')}, false) FROM web_users w
    WHERE lower(w.email) COLLATE "C" ~>=~ ${of('beginning')} AND lower(w.email) COLLATE "C" ~<~ ${behind(of('beginning'))}
      AND lower(w.email) COLLATE "C" LIKE ${of('pattern')} AND (lower(w.email) = ${of('whole')} OR ${unguarded('w.person_id')}) LIMIT ${of('limit')})
   LIMIT ${of('limit')}`

/** By the whole value: identifiers are stored as hashes, so a beginning cannot be looked up. */
export const identifierHits = (of: Parameter) => `SELECT i.person_id, i.masked_value FROM person_identifiers i
   WHERE i.value_hash = ANY (ARRAY(SELECT decode(h, 'hex') FROM unnest(${of('hashes')}::text[]) AS h))
     AND (${of('isAlone')}::boolean OR ${unguarded('i.person_id')}) LIMIT ${of('limit')}`

export const webUserHits = (
  of: Parameter,
) => `SELECT w.web_user_id AS "web_user_id!", w.person_id AS "person_id!", w.user_name AS "user_name!", w.email AS "email!",
     l.account_id AS "account_id?", w.is_whole AS "is_whole!"
   FROM (
     (SELECT x.*, COALESCE(lower(x.user_name) = ${of('whole')}, false) AS is_whole FROM web_users x
      WHERE lower(x.user_name) COLLATE "C" ~>=~ ${of('beginning')}
        AND lower(x.user_name) COLLATE "C" ~<~ ${behind(of('beginning'))} AND lower(x.user_name) COLLATE "C" LIKE ${of('pattern')}
        AND (lower(x.user_name) = ${of('whole')} OR ${unguarded('x.person_id')}) LIMIT ${of('limit')})
     UNION
     (SELECT x.*, COALESCE(lower(x.email) = ${of('whole')}, false) FROM web_users x
      WHERE lower(x.email) COLLATE "C" ~>=~ ${of('beginning')}
        AND lower(x.email) COLLATE "C" ~<~ ${behind(of('beginning'))} AND lower(x.email) COLLATE "C" LIKE ${of('pattern')}
        AND (lower(x.email) = ${of('whole')} OR ${unguarded('x.person_id')}) LIMIT ${of('limit')})
     UNION
     (SELECT x.*, ${of('whole')}::text IS NOT NULL FROM web_users x
      WHERE x.web_user_id = ${of('webUserId')} AND (${of('whole')}::text IS NOT NULL OR ${unguarded('x.person_id')}))) w
   LEFT JOIN web_user_accounts l ON l.web_user_id = w.web_user_id
   WHERE w.is_whole OR l.account_id IS NULL OR ${unguardedAccount('l.account_id')}
   LIMIT ${of('limit')}`

/** By geographic identifiers of the premise or of its service points, or by the number of a meter. */
export const geographyHits = (
  of: Parameter,
) => `(SELECT COALESCE(g.premise_id, sp.premise_id) AS "premise_id!", g.value AS "value!",
     COALESCE(lower(g.value) = ${of('whole')}, false) AS "is_whole!", false AS "is_meter!"
   FROM geographic_identifiers g LEFT JOIN service_points sp USING (service_point_id)
   WHERE (lower(g.value) = ${of('whole')} OR ${listedPremise('COALESCE(g.premise_id, sp.premise_id)')}) AND lower(g.value) COLLATE "C" ~>=~ ${of('beginning')} AND lower(g.value) COLLATE "C" ~<~ ${behind(of('beginning'))}
     AND lower(g.value) COLLATE "C" LIKE ${of('pattern')} AND (${of('geographicType')}::text IS NULL OR g.identifier_type = ${of('geographicType')})
   LIMIT ${of('limit')})
   UNION ALL
   (SELECT sp.premise_id, sp.meter_number, COALESCE(lower(sp.meter_number) = ${of('whole')}, false), true
   FROM service_points sp
   WHERE (lower(sp.meter_number) = ${of('whole')} OR ${listedPremise('sp.premise_id')})
     AND lower(sp.meter_number) COLLATE "C" ~>=~ ${of('beginning')} AND lower(sp.meter_number) COLLATE "C" ~<~ ${behind(of('beginning'))}
     AND lower(sp.meter_number) COLLATE "C" LIKE ${of('pattern')} AND (${of('geographicType')}::text IS NULL OR ${of('geographicType')} = 'meter')
   LIMIT ${of('limit')})
   LIMIT ${of('limit')}`

/** By the beginning of the account number, or by its last seven digits. */
export const accountHits = (of: Parameter) => `(SELECT a.account_id AS "account_id!" FROM accounts a
   WHERE a.account_id BETWEEN ${of('accountFrom')} AND ${of('accountTo')} AND (${of('pattern')}::text IS NULL OR a.account_id::text LIKE ${of('pattern')})
     AND (${of('isWhole')}::boolean OR ${unguardedAccount('a.account_id')})
   ORDER BY a.account_id LIMIT ${of('limit')})
   UNION
   (SELECT a.account_id FROM accounts a
   WHERE a.account_id % 10000000 = ${of('ending')} AND ${unguardedAccount('a.account_id')} LIMIT ${of('limit')})
   ORDER BY 1 LIMIT ${of('limit')}`
