import { query } from '#database/query.ts'
import { readOutCodeCount } from '#features/caller-verification/index.ts'
import { unreadCount } from '#features/own-messages/index.ts'
import { preparedChangeCount } from '#features/prepared-changes/index.ts'
import type { BannerTexts, FrameNews } from './queries.generated.ts'

export const bannerTexts = query<BannerTexts>(
  'banner-texts',
  `SELECT setting_value('masquerade.banner', csr_locale) AS banner, setting_value('masquerade.tooltip', $locale::text) AS tooltip,
     csr_locale
   FROM masquerades WHERE masquerade_id = $masqueradeId`,
)

/**
 * What the frame of every page tells: the accounts of the selector, open ones first, each with the address of its premise or else of its
 * mail; who asks to see an account that this customer holds, how many of the customer's own requests
 * for a link and changes prepared by support wait, which support visits are going on, how many codes support waits for, and how many
 * messages are unread, and for which accounts autopay asks. One statement, because every page waits for it.
 */
export const frameNews = query<FrameNews>(
  'frame-news',
  `SELECT (SELECT COALESCE(jsonb_agg(jsonb_build_object('accountId', account_id, 'nickname', nickname, 'role', role,
       'isClosed', is_closed, 'isHolder', is_holder, 'address', COALESCE(address, (
         SELECT concat_ws(', ', m.line1, NULLIF(m.line2, ''), m.city) FROM shown_mailing_addresses m
         WHERE m.account_id = own.account_id), '')) ORDER BY is_closed, account_id), '[]') FROM own_accounts() own) AS "accounts!",
     (SELECT COALESCE(jsonb_agg(jsonb_build_object('taskId', self_service_task_id, 'accountId', account_id,
       'name', COALESCE(display_name, user_name))), '[]') FROM waiting_link_requests()) AS "link_requests!",
     (SELECT count(*)::integer FROM self_service_tasks WHERE self_service_user_id = $webUserId
       AND task_type = 'account-verification' AND state = 'awaiting-approval') AS "waiting_links!",
     (SELECT COALESCE(jsonb_agg(jsonb_build_object('masqueradeId', masquerade_id, 'accountId', account_id, 'mode', mode,
       'startedAt', started_at)), '[]') FROM live_support_visits()) AS "support_visits!",
     ${readOutCodeCount} AS "support_codes!", ${preparedChangeCount} AS "prepared_changes!",
     ${unreadCount} AS "unread_messages!", own_held_autopays() AS "held_autopays!"`,
)
