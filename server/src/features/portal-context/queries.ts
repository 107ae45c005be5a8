import { query } from '#database/query.ts'
import type { BannerTexts, LinkedAccounts } from './queries.generated.ts'

/**
 * The accounts of the selector: the first 500 active links, open accounts first. The address is of a premise served now,
 * else of the last one, else where its mail goes.
 */
export const linkedAccounts = query<LinkedAccounts>(
  'linked-accounts',
  `SELECT l.account_id, l.nickname, l.role, a.status = 'closed' AS "is_closed!",
     COALESCE(place.address, concat_ws(', ', m.line1, NULLIF(m.line2, ''), m.city), '') AS "address!"
   FROM web_user_accounts l
   JOIN accounts a USING (account_id)
   LEFT JOIN mailing_addresses m USING (account_id)
   LEFT JOIN LATERAL (
     SELECT concat_ws(', ', p.line1, NULLIF(p.line2, ''), p.city) AS address
     FROM service_agreements sa JOIN service_agreement_points sap USING (service_agreement_id)
     JOIN service_points sp USING (service_point_id) JOIN premises p USING (premise_id)
     WHERE sa.account_id = a.account_id ORDER BY sa.ended_on DESC NULLS FIRST, sa.started_on DESC, p.premise_id
     LIMIT 1) place ON true
   WHERE l.web_user_id = $webUserId
   ORDER BY a.status, l.account_id LIMIT 500`,
)

export const bannerTexts = query<BannerTexts>(
  'banner-texts',
  `SELECT setting_value('masquerade.banner', $locale::text) AS banner, setting_value('masquerade.tooltip', $locale::text) AS tooltip`,
)
