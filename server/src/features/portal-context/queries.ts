import { query } from '#database/query.ts'
import { placeOfAccount } from '#features/accounts/index.ts'
import { readOutCodeCount } from '#features/caller-verification/index.ts'
import { unreadCount } from '#features/own-messages/index.ts'
import { preparedChangeCount } from '#features/prepared-changes/index.ts'
import type { BannerTexts, FrameNews, LinkedAccounts } from './queries.generated.ts'

/**
 * The accounts of the selector: the first 500 active links, open accounts first. The address is of a premise served now,
 * else of the last one, else where its mail goes.
 */
export const linkedAccounts = query<LinkedAccounts>(
  'linked-accounts',
  `SELECT l.account_id, l.nickname, l.role, a.status = 'closed' AS "is_closed!",
     l.account_id = ANY ((SELECT held_account_ids())::bigint[]) AS "is_holder!",
     COALESCE(place.address, concat_ws(', ', m.line1, NULLIF(m.line2, ''), m.city), '') AS "address!"
   FROM web_user_accounts l
   JOIN accounts a USING (account_id)
   LEFT JOIN shown_mailing_addresses m USING (account_id)
   ${placeOfAccount}
   WHERE l.web_user_id = $webUserId
   ORDER BY a.status, l.account_id LIMIT 500`,
)

export const bannerTexts = query<BannerTexts>(
  'banner-texts',
  `SELECT setting_value('masquerade.banner', csr_locale) AS banner, setting_value('masquerade.tooltip', $locale::text) AS tooltip,
     csr_locale
   FROM masquerades WHERE masquerade_id = $masqueradeId`,
)

/**
 * What the frame of every page tells: who asks to see an account that this customer holds, how many of the customer's own requests
 * for a link and changes prepared by support wait, which support visits are going on, how many codes support waits for, and how many
 * messages are unread. One statement, because every page waits for it.
 */
export const frameNews = query<FrameNews>(
  'frame-news',
  `SELECT (SELECT COALESCE(jsonb_agg(jsonb_build_object('taskId', self_service_task_id, 'accountId', account_id,
       'name', COALESCE(display_name, user_name))), '[]') FROM waiting_link_requests()) AS "link_requests!",
     (SELECT count(*)::integer FROM self_service_tasks WHERE self_service_user_id = $webUserId
       AND task_type = 'account-verification' AND state = 'awaiting-approval') AS "waiting_links!",
     (SELECT COALESCE(jsonb_agg(jsonb_build_object('masqueradeId', masquerade_id, 'accountId', account_id, 'mode', mode,
       'startedAt', started_at)), '[]') FROM live_support_visits()) AS "support_visits!",
     ${readOutCodeCount} AS "support_codes!", ${preparedChangeCount} AS "prepared_changes!",
     ${unreadCount} AS "unread_messages!"`,
)
