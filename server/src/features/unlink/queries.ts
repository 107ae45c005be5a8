import { command, query } from '#database/query.ts'
import { isMaskedGuest } from '#features/accounts/index.ts'
import { hasWaitingDelivery } from '#tasks/delivering/waiting-delivery.ts'
import type {
  DeleteOldUnlinks,
  HoldForUnlink,
  IsUnlinked,
  LinkFacts,
  LinkWebUserAgain,
  OtherLinks,
  RecipientOf,
  UnfinishedTasks,
  UnlinkWebUser,
} from './queries.generated.ts'

/** SQL: whether the utility mails web users who are unlinked or linked again (the setting `unlink.mail`). */
const isMailed = "COALESCE(setting_value('unlink.mail'), 'true') = 'true'"

/** Holds still what the unlink depends on: what is read after it is what will be changed. */
export const holdForUnlink = query<HoldForUnlink>(
  'hold-for-unlink',
  'SELECT hold_for_unlink($webUserId::bigint, $accountId::bigint)',
)

/** The link, its web user and the account-person row. Masked as in the zone. */
export const linkFacts = query<LinkFacts>(
  'link-facts',
  `SELECT w.user_name, w.email, w.locale, w.version AS web_user_version, w.person_id,
     full_name(n.given_name, n.surname, n.organisation_name) AS "person_name!", l.role, l.nickname,
     l.is_active AS is_link_active, l.version AS link_version, ap.relationship_type AS "relationship_type?",
     ap.version AS "account_person_version?", COALESCE(ap.is_main_customer, false) AS "is_main_customer!",
     COALESCE(ap.is_financially_responsible, false) AS "is_financially_responsible!",
     COALESCE(t.is_reserved, false) AS "is_reserved!",
     (SELECT count(*)::integer FROM web_user_accounts o
      WHERE o.web_user_id = l.web_user_id AND o.account_id <> l.account_id) AS "other_account_count!",
     NOT EXISTS (SELECT 1 FROM web_user_accounts o
      WHERE o.account_id = l.account_id AND o.web_user_id <> l.web_user_id AND o.is_active) AS "is_last!",
     ${isMailed} AS "is_mailed!",
     ${isMaskedGuest('ap', 'w')} AS "is_masked!"
   FROM web_user_accounts l JOIN web_users w USING (web_user_id)
   JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
   LEFT JOIN account_persons ap ON ap.account_id = l.account_id AND ap.person_id = w.person_id
   LEFT JOIN relationship_types t USING (relationship_type)
   WHERE l.web_user_id = $webUserId AND l.account_id = $accountId`,
)

/** Other web users of the same person on the account: while there is one, the account-person row is needed. */
export const otherLinks = query<OtherLinks>(
  'other-links',
  `SELECT w.web_user_id, w.user_name FROM web_user_accounts l JOIN web_users w USING (web_user_id)
   WHERE l.account_id = $accountId AND w.web_user_id <> $webUserId
     AND w.person_id = (SELECT x.person_id FROM web_users x WHERE x.web_user_id = $webUserId)
   ORDER BY w.web_user_id`,
)

/** The newest of the web user's tasks on the account that are not final, with how many there are. */
export const unfinishedTasks = query<UnfinishedTasks>(
  'unfinished-tasks',
  `SELECT t.self_service_task_id AS task_id, task_type, state, version, created_at, amount_cents, currency,
     (count(*) OVER ())::integer AS "total!", ${hasWaitingDelivery('t.self_service_task_id')} AS "is_told!"
   FROM self_service_tasks t
   WHERE self_service_user_id = $webUserId AND account_id = $accountId AND NOT is_final
   ORDER BY self_service_task_id DESC LIMIT 100`,
)

/** Whether somebody took this web user off the account since, and nobody put them back. */
export const isUnlinked = query<IsUnlinked>(
  'is-unlinked',
  `SELECT EXISTS (SELECT 1 FROM unlinks WHERE web_user_id = $webUserId AND account_id = $accountId
     AND linked_again_at IS NULL) AS "is_unlinked!"`,
)

export const unlinkWebUser = command<UnlinkWebUser, 'account-link:unlink'>(
  'unlink-web-user',
  `SELECT unlink_id AS "unlink_id!", undo_until AS "undo_until!"
   FROM unlink_web_user($webUserId::bigint, $accountId::bigint, $takesPerson::boolean, $csrId::text,
     $deskSessionId::bigint, $taskId::bigint, $reason::text)`,
)

export const linkWebUserAgain = command<LinkWebUserAgain, 'account-link:link-again'>(
  'link-web-user-again',
  `SELECT outcome AS "outcome!", web_user_id, is_person_restored, task_id AS unlink_task_id
   FROM link_web_user_again($unlinkId::bigint, $accountId::bigint, $deskSessionId::bigint)`,
)

/** The web user as the recipient of the mail, and whether the utility has this mail switched on. */
export const recipientOf = query<RecipientOf>(
  'recipient-of',
  `SELECT w.user_name, w.email, w.locale, full_name(n.given_name, n.surname, n.organisation_name) AS display_name,
     ${isMailed} AS "is_mailed!"
   FROM web_users w LEFT JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
   WHERE w.web_user_id = $webUserId`,
)

export const deleteOldUnlinks = command<DeleteOldUnlinks, 'job:delete-old-rows'>(
  'delete-old-unlinks',
  `DELETE FROM unlinks WHERE undo_until < current_instant() - interval '90 days'`,
)
