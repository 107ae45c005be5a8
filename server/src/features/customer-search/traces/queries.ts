import { query } from '#database/query.ts'
import { behind, occupant } from '../find/sql-parts.ts'
import type { OccupantsByTraces, TracesInIndex } from './queries.generated.ts'

/**
 * What the index has of a damaged address: streets that the written one begins with or nearly begins with, towns alike, and those of the
 * postal codes that any premise has, also codes of the towns.
 */
export const tracesInIndex = query<TracesInIndex>(
  'traces-in-index',
  `WITH towns AS (
     SELECT l.term, levenshtein(l.term, left($city, length(l.term))) AS edits FROM search_lexicon l
     WHERE l.kind = 'city' AND $city <> '' AND l.term >= left($city, $lettersOfPlace::integer)
       AND l.term < ${behind('left($city, $lettersOfPlace::integer)')} AND l.hits > 0
       AND levenshtein(l.term, left($city, length(l.term))) <= 3 ORDER BY 2, l.hits DESC LIMIT 3)
   (SELECT DISTINCT 'street' AS "kind!", s.term AS "term!" FROM unnest($streets::text[]) AS u (written),
    LATERAL (
      SELECT l.term FROM search_lexicon l
      WHERE l.kind = 'street' AND l.term >= left(u.written, $lettersOfPlace::integer)
        AND l.term < ${behind('left(u.written, $lettersOfPlace::integer)')} AND l.hits > 0 AND length(l.term) > 3
        AND levenshtein(l.term, left(u.written, length(l.term))) <= CASE WHEN length(l.term) > 6 THEN 2 ELSE 1 END
      ORDER BY levenshtein(l.term, left(u.written, length(l.term))), length(l.term) DESC LIMIT 12) s)
   UNION ALL
   SELECT 'city', t.term FROM towns t
   UNION ALL
   (SELECT DISTINCT 'postal-code', c.code FROM (
     SELECT u.code FROM unnest($postalCodes::text[]) AS u (code)
     WHERE EXISTS (SELECT 1 FROM search_premises x WHERE x.postal_code = u.code)
     UNION ALL
     SELECT y.postal_code FROM towns t, LATERAL (SELECT x.postal_code FROM search_premises x WHERE x.city = t.term LIMIT 500) y) c
    LIMIT 80)`,
)

/** Who is served where two traces of an address, or one of the address and one of the name, meet. */
export const occupantsByTraces = query<OccupantsByTraces>(
  'occupants-by-traces',
  `WITH places AS (
     SELECT p.premise_id FROM unnest($streets::text[]) AS s (core),
     LATERAL (
       (SELECT x.premise_id FROM search_premises x WHERE x.core = s.core AND x.house = $house::text LIMIT $perWay)
       UNION
       (SELECT x.premise_id FROM (SELECT y.* FROM search_premises y WHERE y.core = s.core LIMIT 3000) x
        WHERE x.postal_code = ANY ($postalCodes::text[]) LIMIT $perWay)) p),
   met AS (
     SELECT o.* FROM places place
     JOIN service_points sp ON sp.premise_id = place.premise_id
     JOIN service_agreement_points sap ON sap.service_point_id = sp.service_point_id
     JOIN service_agreements sa ON sa.service_agreement_id = sap.service_agreement_id
     JOIN search_occupants o ON o.account_id = sa.account_id AND o.premise_id = place.premise_id
     UNION ALL
     SELECT o.* FROM unnest($postalCodes::text[]) AS c (code) CROSS JOIN unnest($beginnings::text[]) AS b (beginning),
     LATERAL (
       (SELECT x.* FROM search_occupants x WHERE x.postal_code = c.code
          AND x.surname >= b.beginning AND x.surname < ${behind('b.beginning')} LIMIT $perWay)
       UNION ALL
       (SELECT x.* FROM search_occupants x WHERE x.postal_code = c.code
          AND x.given >= b.beginning AND x.given < ${behind('b.beginning')} LIMIT $perWay)) o
     UNION ALL
     SELECT o.* FROM unnest($streets::text[]) AS s (core) CROSS JOIN unnest($beginnings::text[]) AS b (beginning),
     LATERAL (
       (SELECT x.* FROM search_occupants x WHERE x.core = s.core
          AND x.surname >= b.beginning AND x.surname < ${behind('b.beginning')} LIMIT $perWay)
       UNION ALL
       (SELECT x.* FROM search_occupants x WHERE x.core = s.core
          AND x.given >= b.beginning AND x.given < ${behind('b.beginning')} LIMIT $perWay)) o
     LIMIT $limit)
   SELECT DISTINCT ${occupant} FROM met o JOIN search_premises p ON p.premise_id = o.premise_id`,
)
