import { query } from '#database/query.ts'
import { placeOfAccount } from '#features/accounts/index.ts'
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
   ${placeOfAccount}
   WHERE l.web_user_id = $webUserId
   ORDER BY a.status, l.account_id LIMIT 500`,
)

export const bannerTexts = query<BannerTexts>(
  'banner-texts',
  `SELECT setting_value('masquerade.banner', $locale::text) AS banner, setting_value('masquerade.tooltip', $locale::text) AS tooltip`,
)
