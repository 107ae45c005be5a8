import { query } from '#database/query.ts'
import { placeOfAccount } from '#features/accounts/index.ts'
import type {
  BannerTexts,
  LinkedAccounts,
  LiveSupportVisits,
  RequestsToDecide,
  WaitingLinks,
} from './queries.generated.ts'

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

/** Who asks to see an account that this customer holds. */
export const requestsToDecide = query<RequestsToDecide>(
  'requests-to-decide',
  `SELECT self_service_task_id AS "task_id!", account_id AS "account_id!", user_name AS "user_name!", display_name
   FROM waiting_link_requests()`,
)

/** How many of the customer's own requests for a link wait. */
export const waitingLinks = query<WaitingLinks>(
  'waiting-links',
  `SELECT count(*)::integer AS "count!" FROM self_service_tasks
   WHERE self_service_user_id = $webUserId AND task_type = 'account-verification' AND state = 'awaiting-approval'`,
)

export const liveSupportVisits = query<LiveSupportVisits>(
  'live-support-visits',
  `SELECT masquerade_id AS "masquerade_id!", account_id AS "account_id!", mode AS "mode!", started_at AS "started_at!"
   FROM live_support_visits()`,
)
