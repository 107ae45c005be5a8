import { command } from '#database/query.ts'
import type { CustomerRows } from './queries.generated.ts'
import { restedLine, shownColumns, shownRows } from './row-sql.ts'

/**
 * Returns candidates as rows of person, account, premise and web user, in the given order, one more than the limit where there are more,
 * and holds the search until it comes to rest. A person alone has a row for each account, a premise alone one for each account that is
 * served there, and its own where nobody is served there now.
 */
export const customerRows = command<CustomerRows, 'customer:search'>(
  'customer-rows',
  `WITH asked AS (
     SELECT u.person_id, u.account_id, u.premise_id, u.web_user_id, u.is_whole, u.at
     FROM unnest($persons::bigint[], $accounts::bigint[], $premises::bigint[], $webUsers::bigint[], $wholes::boolean[])
       WITH ORDINALITY AS u (person_id, account_id, premise_id, web_user_id, is_whole, at)),
   spots AS (
     SELECT k.at, k.is_whole, k.person_id, k.account_id, k.premise_id, k.web_user_id, $isByPlace::boolean AS is_by_place
     FROM asked k WHERE k.account_id IS NOT NULL OR k.person_id IS NULL
     UNION ALL
     SELECT k.at, k.is_whole, k.person_id, ap.account_id, k.premise_id, k.web_user_id, $isByPlace::boolean
     FROM asked k LEFT JOIN account_persons ap ON ap.person_id = k.person_id
     WHERE k.account_id IS NULL AND k.person_id IS NOT NULL
     UNION ALL
     SELECT k.at, k.is_whole, NULL, o.account_id, k.premise_id, k.web_user_id, $isByPlace::boolean
     FROM asked k CROSS JOIN LATERAL (
       SELECT DISTINCT sa.account_id FROM service_points sp
       JOIN service_agreement_points sap ON sap.service_point_id = sp.service_point_id
       JOIN service_agreements sa ON sa.service_agreement_id = sap.service_agreement_id
       WHERE sp.premise_id = k.premise_id) o
     WHERE k.account_id IS NULL AND k.person_id IS NULL),
   ${shownRows('spots')},
   ${restedLine('$families::text', '$hits::integer', '$guess::bigint')}
   SELECT rested.is_rested, ${shownColumns}
   FROM rested LEFT JOIN shown f ON f.n <= $limit::integer + 1 ORDER BY f.n`,
)
