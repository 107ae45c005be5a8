import { command, publicCommand, query } from '#database/query.ts'
import type {
  ClaimLinkNews,
  DeleteOldLinkNews,
  HoldersToTell,
  InsertRemovalKey,
  LinkRequestOfKey,
  MakeLinkAsHolder,
  MakeRequestedLinks,
  MayRequestLink,
  OwnLinkRequests,
  PeopleOfAccount,
  PeopleToTakeOff,
  TakeOffAccount,
  TakeOffKeyHolder,
  WaitingLinkRequests,
} from './queries.generated.ts'

/** Verifies what the transaction's web user knows of an account, in one query whatever the outcome. */
export const mayRequestLink = query<MayRequestLink>(
  'may-request-link',
  `SELECT outcome AS "outcome!", has_holder AS "has_holder!"
   FROM may_request_link($accountId::bigint, $postalCode::text, $isCrowded::boolean)`,
)

/** Requests that wait, and those that were answered lately; of one account only the newest. */
export const ownLinkRequests = query<OwnLinkRequests>(
  'own-link-requests',
  `SELECT * FROM (
     SELECT DISTINCT ON (account_id) self_service_task_id AS task_id, account_id AS "account_id!", state, version,
       created_at, updated_at, expires_at, is_final AS "is_final!"
     FROM self_service_tasks
     WHERE self_service_user_id = $webUserId AND task_type = 'account-verification' AND account_id IS NOT NULL
     ORDER BY account_id, self_service_task_id DESC) newest
   WHERE NOT "is_final!" OR updated_at > current_instant() - interval '30 days'
   ORDER BY "is_final!", task_id DESC LIMIT 50`,
)

export const peopleOfAccount = query<PeopleOfAccount>(
  'people-of-account',
  `SELECT web_user_id AS "web_user_id!", user_name AS "user_name!", display_name, role AS "role!",
     is_holder AS "is_holder!", is_self AS "is_self!", is_removable AS "is_removable!"
   FROM people_of_account($accountId::bigint)`,
)

/** Whom a holder can take off an account, as the desk sees it. */
export const peopleToTakeOff = query<PeopleToTakeOff>(
  'people-to-take-off',
  `SELECT w.web_user_id AS guest_id, w.user_name, full_name(n.given_name, n.surname, n.organisation_name) AS display_name
   FROM web_user_accounts l JOIN web_users w USING (web_user_id)
   JOIN account_persons ap ON ap.account_id = l.account_id AND ap.person_id = w.person_id
   LEFT JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
   WHERE l.account_id = $accountId AND w.web_user_id <> $webUserId
     AND is_removable_by_holders(l.account_id, w.web_user_id)
     AND NOT is_hidden_between(l.account_id, w.person_id, $webUserId)
   ORDER BY w.web_user_id LIMIT 200`,
)

export const waitingLinkRequests = query<WaitingLinkRequests>(
  'waiting-link-requests',
  `SELECT t.self_service_task_id AS task_id, w.account_id AS "account_id!", t.version,
     user_name AS "user_name!", display_name, asked_at AS "asked_at!", w.expires_at, csr_id, prepared_by_csr_id
   FROM waiting_link_requests() w JOIN self_service_tasks t USING (self_service_task_id)
   ORDER BY task_id`,
)

/** Null where the link is there now; else why it cannot be. */
export const makeLinkAsHolder = command<MakeLinkAsHolder, 'account-link:approve'>(
  'make-link-as-holder',
  'SELECT make_link_as_holder($taskId::bigint) AS failure',
)

/** No row where this holder may not take this web user off. */
export const takeOffAccount = command<TakeOffAccount, 'account-link:remove' | 'mailed-key:take-off'>(
  'take-off-account',
  `SELECT user_name AS "user_name!", is_person_removed AS "is_person_removed!"
   FROM take_off_account($accountId::bigint, $guestId::bigint, $taskId::bigint)`,
)

export const linkRequestOfKey = query<LinkRequestOfKey>(
  'link-request-of-key',
  `SELECT task_id AS "task_id!", account_id AS "account_id!", web_user_id AS "web_user_id!", user_name AS "user_name!",
     state AS "state!"
   FROM link_request_of_key($keyHash::bytea)`,
)

/** Uses the key; from here on row-level security sees its holder, until the end of the transaction. */
export const takeOffKeyHolder = publicCommand<TakeOffKeyHolder>(
  'take-off-key-holder',
  `SELECT web_user_id AS "web_user_id!", user_name AS "user_name!", email AS "email!", locale AS "locale!",
     person_id AS "person_id!", display_name, set_config('porchlight.mailed_key', encode($keyHash::bytea, 'hex'), true) AS seen_as
   FROM use_mailed_key('link-removal', $keyHash::bytea)`,
)

/** Claims unsent news of links, the oldest first, with the newcomer. A claim counts as sent. */
export const claimLinkNews = command<ClaimLinkNews, 'job:tell-of-links'>(
  'claim-link-news',
  `WITH untold AS (
     SELECT link_news_id FROM link_news WHERE told_at IS NULL
     ORDER BY link_news_id LIMIT $most FOR UPDATE SKIP LOCKED),
   told AS (
     UPDATE link_news n SET told_at = current_instant() FROM untold WHERE n.link_news_id = untold.link_news_id
     RETURNING n.*)
   SELECT n.news, n.account_id, n.web_user_id, n.self_service_task_id AS task_id, w.user_name, w.email, w.locale,
     full_name(p.given_name, p.surname, p.organisation_name) AS display_name, t.csr_id IS NOT NULL AS "is_by_support!",
     t.payload #>> '{role,after}' AS role
   FROM told n JOIN web_users w USING (web_user_id)
   JOIN self_service_tasks t USING (self_service_task_id)
   LEFT JOIN person_names p ON p.person_id = w.person_id AND p.name_type = 'primary'
   ORDER BY n.link_news_id`,
)

/** The holders of an account, except the newcomer and those from whom the newcomer is hidden. */
export const holdersToTell = query<HoldersToTell>(
  'holders-to-tell',
  `SELECT w.web_user_id, w.email, w.locale, full_name(p.given_name, p.surname, p.organisation_name) AS display_name
   FROM account_holders h JOIN web_users w USING (web_user_id)
   LEFT JOIN person_names p ON p.person_id = w.person_id AND p.name_type = 'primary'
   WHERE h.account_id = $accountId AND h.web_user_id <> $webUserId
     AND NOT is_hidden_between(h.account_id, (SELECT x.person_id FROM web_users x WHERE x.web_user_id = $webUserId), h.web_user_id)
   ORDER BY w.web_user_id`,
)

export const insertRemovalKey = command<InsertRemovalKey, 'job:tell-of-links'>(
  'insert-removal-key',
  `INSERT INTO mailed_keys (purpose, web_user_id, email, nonce, key_hash, created_at, expires_at, lifetime,
     self_service_task_id)
   VALUES ('link-removal', $webUserId, $email, $nonce, $keyHash, current_instant(), current_instant() + interval '30 days',
     interval '30 days', $taskId)
   RETURNING mailed_key_id`,
)

export const deleteOldLinkNews = command<DeleteOldLinkNews, 'job:delete-old-rows'>(
  'delete-old-link-news',
  `DELETE FROM link_news WHERE told_at < current_instant() - interval '90 days'`,
)

/** A failure for each task whose link cannot be made. */
export const makeRequestedLinksOf = command<MakeRequestedLinks, 'job:work-tasks'>(
  'make-requested-links',
  'SELECT task_id AS "task_id!", failure FROM make_requested_links($taskIds::bigint[])',
)
