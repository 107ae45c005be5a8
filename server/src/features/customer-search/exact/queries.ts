import { command } from '#database/query.ts'
import {
  accountHits,
  contactHits,
  geographyHits,
  identifierHits,
  unguardedAccount,
  webUserHits,
} from '../anchors/anchor-sql.ts'
import { restedLine, shownColumns, shownRows } from '../rows/row-sql.ts'
import type { ExactSearch } from './queries.generated.ts'

/** Returns the parameters of one family: each has its own of every name, but for the limit. */
const of = (family: string) => (name: string) =>
  name === 'limit' ? '$mostHits' : `$${family}${name.charAt(0).toUpperCase()}${name.slice(1)}`

/** The columns of a hit: in which tier it was searched, in which place among the ways, and what it is. */
const hit = (
  family: string,
  columns: { person?: string; account?: string; premise?: string; webUser?: string },
  isWhole: string,
  value: string,
  other = 'NULL::text',
) => {
  const { person = 'NULL', account = 'NULL', premise = 'NULL', webUser = 'NULL' } = columns
  return `SELECT $${family}Tier::integer AS tier, $${family}Way::integer AS way, '${family}' AS family, ${person}::bigint AS person_id,
     ${account}::bigint AS account_id, ${premise}::bigint AS premise_id, ${webUser}::bigint AS web_user_id, ${isWhole} AS is_whole,
     ${value} AS value, ${other} AS other`
}
/** Hits of a family that is not searched are not looked up. */
const from = (family: string, hits: string, alias: string) =>
  `FROM (${hits}) ${alias} WHERE $${family}Tier::integer IS NOT NULL`

/** Removes the marks of the type generator from the columns of an inner query. */
const plain = (sql: string) => sql.replace(/ AS "(\w+)[!?]"/g, ' AS $1')

/**
 * A search by exact families alone, in one statement: the hits of all ways, the rows of the first tier that has any, and the line of
 * rest. `hits` counts the candidates, `found` has the places of the ways that have any.
 */
export const exactSearch = command<ExactSearch, 'customer:search'>(
  'exact-search',
  `WITH hits AS MATERIALIZED (
     ${hit('account', { account: 'x.account_id' }, '$accountIsWhole::boolean', 'x.account_id::text')}
     ${from('account', plain(accountHits(of('account'))), 'x')}
     UNION ALL
     ${hit('contact', { person: 'x.person_id' }, 'x.is_whole', 'x.value')}
     ${from('contact', plain(contactHits(of('contact'))), 'x')}
     UNION ALL
     ${hit('identifier', { person: 'x.person_id' }, 'true', 'x.masked_value')}
     ${from('identifier', plain(identifierHits(of('identifier'))), 'x')}
     UNION ALL
     ${hit('geographic', { premise: 'x.premise_id' }, 'x.is_whole', 'x.value', `CASE WHEN x.is_meter THEN 'meter' END`)}
     ${from('geographic', plain(geographyHits(of('geographic'))), 'x')}
     UNION ALL
     ${hit('webUser', { person: 'x.person_id', account: 'x.account_id', webUser: 'x.web_user_id' }, 'x.is_whole', 'x.user_name', 'x.email')}
     ${from('webUser', plain(webUserHits(of('webUser'))), 'x')}),
   places AS MATERIALIZED (
     SELECT h.tier, h.way, h.family, h.value, h.other, h.is_whole, h.person_id, h.account_id, h.premise_id, h.web_user_id
     FROM hits h WHERE h.account_id IS NOT NULL
     UNION ALL
     SELECT h.tier, h.way, h.family, h.value, h.other, h.is_whole, h.person_id, ap.account_id, NULL, h.web_user_id
     FROM (
       SELECT DISTINCT ON (x.way, x.person_id) x.* FROM hits x WHERE x.account_id IS NULL AND x.person_id IS NOT NULL
       ORDER BY x.way, x.person_id, x.is_whole DESC) h
     LEFT JOIN account_persons ap ON ap.person_id = h.person_id
     WHERE h.is_whole OR ap.account_id IS NULL OR ${unguardedAccount('ap.account_id')}
     UNION ALL
     SELECT h.tier, h.way, h.family, h.value, h.other, h.is_whole, NULL, o.account_id, h.premise_id, NULL
     FROM (
       SELECT DISTINCT ON (x.premise_id) x.* FROM hits x WHERE x.premise_id IS NOT NULL ORDER BY x.premise_id, x.is_whole DESC) h
     LEFT JOIN LATERAL (
       SELECT DISTINCT sa.account_id FROM service_points sp
       JOIN service_agreement_points sap ON sap.service_point_id = sp.service_point_id
       JOIN service_agreements sa ON sa.service_agreement_id = sap.service_agreement_id
       WHERE sp.premise_id = h.premise_id AND (h.is_whole OR ${unguardedAccount('sa.account_id')})) o ON true),
   chosen AS MATERIALIZED (
     SELECT p.*, row_number() OVER (ORDER BY p.way, p.account_id, p.person_id, p.premise_id) AS at, p.family = 'geographic' AS is_by_place,
       count(*) OVER () AS hits
     FROM places p WHERE p.tier = (SELECT min(x.tier) FROM places x)),
   spots AS MATERIALIZED (SELECT * FROM chosen c WHERE c.at <= $mostCandidates::integer),
   ${shownRows('spots')},
   ${restedLine(
     `CASE WHEN EXISTS (SELECT 1 FROM chosen) THEN (
        SELECT string_agg(w.family, ' ' ORDER BY w.at) FROM unnest($familiesOfWays::text[]) WITH ORDINALITY AS w (family, at)
        WHERE w.at IN (SELECT c.way FROM chosen c)) ELSE $familiesSearched::text END`,
     `LEAST((SELECT count(*) FROM chosen), $limitOfAll::integer)::integer`,
     `CASE WHEN $identifierTier::integer <= COALESCE((SELECT min(c.tier) FROM chosen c), $identifierTier)
        OR ($isWholeValue::boolean AND NOT EXISTS (SELECT 1 FROM chosen)) THEN $guess::bigint END`,
     `$isOnlyExact::boolean OR EXISTS (SELECT 1 FROM chosen)`,
   )}
   SELECT COALESCE(rested.is_rested, false) AS "is_rested!", ARRAY(SELECT DISTINCT c.way FROM chosen c ORDER BY 1) AS "found!",
     (SELECT count(*) FROM chosen)::integer AS "hits!", s.family AS "family?", s.value AS "value?", s.other AS "other?", ${shownColumns}
   FROM rested LEFT JOIN shown f ON f.n <= $limit::integer + 1 LEFT JOIN spots s ON s.at = f.at ORDER BY f.n`,
)
