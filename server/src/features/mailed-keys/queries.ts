import { command, publicCommand, query } from '#database/query.ts'
import type {
  AskForPasswordReset,
  ConfirmEmail,
  DeleteOldMailedKeys,
  InsertAskedKey,
  InsertMailedKey,
  MeantByName,
  ResetPassword,
  TakeResetRequests,
  WebUserOfMailedKey,
} from './queries.generated.ts'

/** Ends the key of the same purpose that was mailed before. */
const endsPrevious = `WITH replaced AS (
     UPDATE mailed_keys SET expires_at = current_instant()
     WHERE web_user_id = $webUserId AND purpose = $purpose AND used_at IS NULL AND expires_at > current_instant())`

/**
 * Adds a key in place of the one of the same purpose that was mailed before. Its lifetime begins when its mail leaves; until
 * then it lasts for as long as mail is retried.
 */
export const insertMailedKey = command<
  InsertMailedKey,
  'web-user:resend-confirmation' | 'web-user:send-reset'
>(
  'insert-mailed-key',
  `${endsPrevious}
   INSERT INTO mailed_keys (purpose, web_user_id, email, nonce, key_hash, csr_id, created_at, expires_at, lifetime)
   VALUES ($purpose, $webUserId, $email, $nonce, $keyHash, $csrId, current_instant(),
     current_instant() + interval '30 days', $lifetime::interval)
   RETURNING mailed_key_id`,
)

/** Adds a key that no CSR sends: the worker's role may not write `csr_id`. */
export const insertAskedKey = command<InsertAskedKey, 'job:answer-reset-requests'>(
  'insert-asked-key',
  `${endsPrevious}
   INSERT INTO mailed_keys (purpose, web_user_id, email, nonce, key_hash, created_at, expires_at, lifetime)
   VALUES ($purpose, $webUserId, $email, $nonce, $keyHash, current_instant(), current_instant() + interval '30 days',
     $lifetime::interval)
   RETURNING mailed_key_id`,
)

/** Whatever was typed: the worker finds out whether anybody is meant. */
export const askForPasswordReset = publicCommand<AskForPasswordReset>(
  'ask-for-password-reset',
  'SELECT ask_for_password_reset($name::text)',
)

export const webUserOfMailedKey = query<WebUserOfMailedKey>(
  'web-user-of-mailed-key',
  `SELECT web_user_id AS "web_user_id!", user_name AS "user_name!"
   FROM web_user_of_mailed_key($purpose::text, $keyHash::bytea)`,
)

// From here on row-level security sees this web user, until the end of the transaction.
const holder = `web_user_id AS "web_user_id!", user_name AS "user_name!", email AS "email!", locale AS "locale!",
     person_id AS "person_id!", display_name, set_config('porchlight.mailed_key', encode($keyHash::bytea, 'hex'), true) AS seen_as`

export const resetPassword = publicCommand<ResetPassword>(
  'reset-password',
  `SELECT ${holder} FROM reset_password($keyHash::bytea, $newHash::text)`,
)

export const confirmEmail = publicCommand<ConfirmEmail>(
  'confirm-email',
  `SELECT ${holder} FROM use_mailed_key('email-confirmation', $keyHash::bytea)`,
)

/** Requests for a new password, the oldest first; they are gone with this. */
export const takeResetRequests = command<TakeResetRequests, 'job:answer-reset-requests'>(
  'take-reset-requests',
  `DELETE FROM password_reset_requests WHERE password_reset_request_id IN (
     SELECT password_reset_request_id FROM password_reset_requests WHERE register_in IS NULL
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

export const deleteOldMailedKeys = command<DeleteOldMailedKeys, 'job:delete-old-rows'>(
  'delete-old-mailed-keys',
  `DELETE FROM mailed_keys WHERE expires_at < current_instant() - CASE
     WHEN purpose = 'registration' AND used_at IS NULL THEN interval '1 day' ELSE interval '90 days' END`,
)
