import { query } from '#database/query.ts'
import type {
  CardPaymentCancelled,
  ClaimAlerts,
  ClaimCardPayments,
  ClaimLinkNews,
  ClaimMessages,
  ClaimVisitNews,
  CountWords,
  DeleteOldAttempts,
  DeleteOldFailures,
  DeleteOldLinkNews,
  DeleteOldMailedKeys,
  DeleteOldMessages,
  DeleteOldOpenings,
  DeleteOldUnlinks,
  DeleteOldVisitNews,
  DropMessage,
  EnqueueLinkMail,
  EnqueueMail,
  ExpireTasks,
  GiveUpMessage,
  HoldersToTell,
  InsertAskedKey,
  InsertRemovalKey,
  MakeRecordPartitions,
  MarkMessageSent,
  MeantByName,
  PostponeMessage,
  SettleRestedSearches,
  SweepMasquerades,
  TakeResetRequests,
} from './queries.generated.ts'

// Claimed, not locked: no transaction stays open while mail is sent. Who dies with a claim leaves it to be taken again. A key
// that was replaced, used or ended while its mail waited is over.
export const claimMessages = query<ClaimMessages>(
  'claim-messages',
  `WITH due AS (
     SELECT outgoing_message_id FROM outgoing_messages
     WHERE sent_at IS NULL AND next_attempt_at <= current_instant()
     ORDER BY next_attempt_at LIMIT $most FOR UPDATE SKIP LOCKED)
   UPDATE outgoing_messages m
   SET attempts = m.attempts + 1, next_attempt_at = current_instant() + $claimedFor::interval
   FROM due WHERE m.outgoing_message_id = due.outgoing_message_id
   RETURNING m.outgoing_message_id AS message_id, m.recipient, m.subject, m.body, m.attempts, m.created_at,
     (SELECT k.nonce FROM mailed_keys k WHERE k.mailed_key_id = m.mailed_key_id) AS key_nonce,
     EXISTS (SELECT FROM mailed_keys k WHERE k.mailed_key_id = m.mailed_key_id
       AND (k.used_at IS NOT NULL OR k.expires_at <= current_instant())) AS "is_key_over!"`,
)

/** The key in the mail begins to last now: an outage of the mail server delivers no dead link. */
export const markMessageSent = query<MarkMessageSent>(
  'mark-message-sent',
  `WITH begun AS (
     UPDATE mailed_keys k SET expires_at = current_instant() + k.lifetime
     FROM outgoing_messages m
     WHERE m.outgoing_message_id = $messageId AND k.mailed_key_id = m.mailed_key_id AND k.lifetime IS NOT NULL
       AND k.used_at IS NULL AND k.expires_at > current_instant())
   UPDATE outgoing_messages SET sent_at = current_instant() WHERE outgoing_message_id = $messageId`,
)

export const postponeMessage = query<PostponeMessage>(
  'postpone-message',
  `UPDATE outgoing_messages SET next_attempt_at = current_instant() + make_interval(secs => $waitMs / 1000.0)
   WHERE outgoing_message_id = $messageId`,
)

// Never due again, and so out of the way of what is.
export const giveUpMessage = query<GiveUpMessage>(
  'give-up-message',
  `UPDATE outgoing_messages m SET failure = $failure, next_attempt_at = 'infinity'
   FROM outgoing_messages o LEFT JOIN self_service_tasks t USING (self_service_task_id)
   WHERE m.outgoing_message_id = $messageId AND o.outgoing_message_id = m.outgoing_message_id
   RETURNING m.self_service_task_id AS task_id, t.account_id AS "account_id?"`,
)

// The log's line and the state in one statement: neither is there without the other.
export const expireTasks = query<ExpireTasks>(
  'expire-tasks',
  `WITH over AS (
     SELECT self_service_task_id FROM self_service_tasks
     WHERE NOT is_final AND expires_at <= current_instant()
     ORDER BY expires_at LIMIT $most FOR UPDATE SKIP LOCKED),
   expired AS (
     UPDATE self_service_tasks t SET state = 'expired', updated_at = current_instant(), version = version + 1
     FROM over WHERE t.self_service_task_id = over.self_service_task_id
     RETURNING t.self_service_task_id, t.version, t.account_id, t.self_service_user_id),
   logged AS (
     INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor, reason)
     SELECT e.self_service_task_id, e.version, current_instant(), 'expired', 'system', 'not-finished-in-time'
     FROM expired e)
   SELECT self_service_task_id AS "task_id!", account_id, self_service_user_id AS web_user_id FROM expired`,
)

export const sweepMasquerades = query<SweepMasquerades>(
  'sweep-masquerades',
  'SELECT sweep_masquerades() AS "ended!"',
)

export const settleRestedSearches = query<SettleRestedSearches>(
  'settle-rested-searches',
  'SELECT settle_rested_searches() AS "written!"',
)

export const makeRecordPartitions = query<MakeRecordPartitions>(
  'make-record-partitions',
  'SELECT make_record_partitions(now())',
)

export const dropMessage = query<DropMessage>(
  'drop-message',
  'DELETE FROM outgoing_messages WHERE outgoing_message_id = $messageId',
)

/** Requests for a new password, the oldest first; they are gone with this. */
export const takeResetRequests = query<TakeResetRequests>(
  'take-reset-requests',
  `DELETE FROM password_reset_requests WHERE password_reset_request_id IN (
     SELECT password_reset_request_id FROM password_reset_requests
     ORDER BY password_reset_request_id LIMIT $most FOR UPDATE SKIP LOCKED)
   RETURNING name, asked_at`,
)

/**
 * Whom a name means that was typed to get a new password: that web user, else the active ones with this e-mail address. Not to
 * an address that nobody has confirmed: as at the desk.
 */
export const meantByName = query<MeantByName>(
  'meant-by-name',
  `SELECT w.web_user_id, w.user_name, w.email, w.locale, has_password(w.web_user_id) AS "has_password!",
     full_name(n.given_name, n.surname, n.organisation_name) AS display_name
   FROM web_users w LEFT JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
   WHERE w.is_active AND w.email_confirmed_at IS NOT NULL AND (lower(w.user_name) COLLATE "C" = lower($name) OR (strpos($name, '@') > 1
     AND lower(w.email) COLLATE "C" = lower($name)
     AND NOT EXISTS (SELECT FROM web_users u WHERE lower(u.user_name) COLLATE "C" = lower($name))))
   ORDER BY w.web_user_id LIMIT 5`,
)

/** As at the desk (features/mailed-keys), but asked for by nobody there. */
export const insertAskedKey = query<InsertAskedKey>(
  'insert-asked-key',
  `WITH replaced AS (
     UPDATE mailed_keys SET expires_at = current_instant()
     WHERE web_user_id = $webUserId AND purpose = $purpose AND used_at IS NULL AND expires_at > current_instant())
   INSERT INTO mailed_keys (purpose, web_user_id, email, nonce, key_hash, created_at, expires_at, lifetime)
   VALUES ($purpose, $webUserId, $email, $nonce, $keyHash, current_instant(), current_instant() + interval '30 days',
     $lifetime::interval)
   RETURNING mailed_key_id`,
)

export const deleteOldFailures = query<DeleteOldFailures>(
  'delete-old-failures',
  `DELETE FROM failed_attempts WHERE last_failed_at < current_instant() - interval '1 day'`,
)

export const deleteOldAttempts = query<DeleteOldAttempts>(
  'delete-old-attempts',
  `DELETE FROM attempts WHERE window_starts_at < current_instant() - interval '1 day'`,
)

export const deleteOldMessages = query<DeleteOldMessages>(
  'delete-old-messages',
  `DELETE FROM outgoing_messages WHERE sent_at < current_instant() - interval '90 days'`,
)

export const deleteOldUnlinks = query<DeleteOldUnlinks>(
  'delete-old-unlinks',
  `DELETE FROM unlinks WHERE undo_until < current_instant() - interval '90 days'`,
)

export const deleteOldMailedKeys = query<DeleteOldMailedKeys>(
  'delete-old-mailed-keys',
  `DELETE FROM mailed_keys WHERE expires_at < current_instant() - interval '90 days'`,
)

export const deleteOldOpenings = query<DeleteOldOpenings>(
  'delete-old-openings',
  `DELETE FROM csr_openings WHERE opened_at < current_instant() - interval '1 hour'`,
)

/** Alerts that nobody was told of yet, with where to: null or empty where no address is set. Claimed is told. */
export const claimAlerts = query<ClaimAlerts>(
  'claim-alerts',
  `WITH untold AS (
     SELECT to_do_id FROM to_dos
     WHERE to_do_role = 'security-officer' AND told_at IS NULL AND about_csr_id IS NOT NULL
     ORDER BY to_do_id LIMIT $most FOR UPDATE SKIP LOCKED)
   UPDATE to_dos t SET told_at = current_instant()
   FROM untold, csr_users u WHERE t.to_do_id = untold.to_do_id AND u.csr_id = t.about_csr_id
   RETURNING t.subject, u.csr_id, u.display_name AS csr_name, t.account_id, setting_value('alerts.email') AS recipient`,
)

/** A mail that is about no task and carries no key. */
export const enqueueMail = query<EnqueueMail>(
  'enqueue-mail',
  `WITH added AS (
     INSERT INTO outgoing_messages (recipient, subject, body, created_at, next_attempt_at)
     VALUES ($recipient, $subject, $body, current_instant(), current_instant()))
   SELECT pg_notify('outgoing_messages', '')`,
)

export const countWords = query<CountWords>('count-words', 'SELECT search_count_words() AS counted')

/** News of links that nobody was told of yet, the oldest first, with the newcomer whom they are about. Claimed is told. */
export const claimLinkNews = query<ClaimLinkNews>(
  'claim-link-news',
  `WITH untold AS (
     SELECT link_news_id FROM link_news WHERE told_at IS NULL
     ORDER BY link_news_id LIMIT $most FOR UPDATE SKIP LOCKED),
   told AS (
     UPDATE link_news n SET told_at = current_instant() FROM untold WHERE n.link_news_id = untold.link_news_id
     RETURNING n.*)
   SELECT n.news, n.account_id, n.web_user_id, n.self_service_task_id AS task_id, w.user_name, w.email, w.locale,
     full_name(p.given_name, p.surname, p.organisation_name) AS display_name, t.csr_id IS NOT NULL AS "is_by_support!"
   FROM told n JOIN web_users w USING (web_user_id)
   JOIN self_service_tasks t USING (self_service_task_id)
   LEFT JOIN person_names p ON p.person_id = w.person_id AND p.name_type = 'primary'
   ORDER BY n.link_news_id`,
)

/** The holders of an account, but for the newcomer. */
export const holdersToTell = query<HoldersToTell>(
  'holders-to-tell',
  `SELECT w.web_user_id, w.email, w.locale, full_name(p.given_name, p.surname, p.organisation_name) AS display_name
   FROM account_holders h JOIN web_users w USING (web_user_id)
   LEFT JOIN person_names p ON p.person_id = w.person_id AND p.name_type = 'primary'
   WHERE h.account_id = $accountId AND h.web_user_id <> $webUserId ORDER BY w.web_user_id`,
)

export const insertRemovalKey = query<InsertRemovalKey>(
  'insert-removal-key',
  `INSERT INTO mailed_keys (purpose, web_user_id, email, nonce, key_hash, created_at, expires_at, lifetime,
     self_service_task_id)
   VALUES ('link-removal', $webUserId, $email, $nonce, $keyHash, current_instant(), current_instant() + interval '30 days',
     interval '30 days', $taskId)
   RETURNING mailed_key_id`,
)

export const enqueueLinkMail = query<EnqueueLinkMail>(
  'enqueue-link-mail',
  `WITH added AS (
     INSERT INTO outgoing_messages (recipient, subject, body, self_service_task_id, mailed_key_id, created_at,
       next_attempt_at)
     VALUES ($recipient, $subject, $body, $taskId, $mailedKeyId, current_instant(), current_instant()))
   SELECT pg_notify('outgoing_messages', '')`,
)

export const deleteOldLinkNews = query<DeleteOldLinkNews>(
  'delete-old-link-news',
  `DELETE FROM link_news WHERE told_at < current_instant() - interval '90 days'`,
)

/** Support visits whose web users were not told yet, the oldest first. Claimed is told. */
export const claimVisitNews = query<ClaimVisitNews>(
  'claim-visit-news',
  `WITH untold AS (
     SELECT masquerade_id FROM visit_news WHERE told_at IS NULL
     ORDER BY at LIMIT $most FOR UPDATE SKIP LOCKED),
   told AS (
     UPDATE visit_news n SET told_at = current_instant() FROM untold WHERE n.masquerade_id = untold.masquerade_id
     RETURNING n.*)
   SELECT n.account_id, n.purpose_kind, n.wants_mail, n.at, w.email, w.locale,
     full_name(p.given_name, p.surname, p.organisation_name) AS display_name
   FROM told n JOIN web_users w USING (web_user_id)
   LEFT JOIN person_names p ON p.person_id = w.person_id AND p.name_type = 'primary'
   ORDER BY n.at`,
)

export const deleteOldVisitNews = query<DeleteOldVisitNews>(
  'delete-old-visit-news',
  `DELETE FROM visit_news WHERE told_at < current_instant() - interval '90 days'`,
)

/** Card pages that are to be taken back, each with the time of the next try if this one fails: twenty tries in an hour. */
export const claimCardPayments = query<ClaimCardPayments>(
  'claim-card-payments',
  `WITH due AS (
     SELECT self_service_task_id FROM card_payment_sessions
     WHERE cancel_at <= current_instant() AND cancelled_at IS NULL AND cancel_attempts < 20
     ORDER BY cancel_at LIMIT $most FOR UPDATE SKIP LOCKED)
   UPDATE card_payment_sessions s
   SET cancel_attempts = s.cancel_attempts + 1,
     cancel_at = current_instant() + least(interval '5 seconds' * power(2, s.cancel_attempts), interval '4 minutes')
   FROM due WHERE s.self_service_task_id = due.self_service_task_id
   RETURNING s.self_service_task_id AS task_id, s.provider_session_id AS session_id`,
)

export const cardPaymentCancelled = query<CardPaymentCancelled>(
  'card-payment-cancelled',
  'UPDATE card_payment_sessions SET cancelled_at = current_instant() WHERE self_service_task_id = $taskId',
)
