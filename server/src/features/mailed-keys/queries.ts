import { query } from '#database/query.ts'
import type {
  AskForPasswordReset,
  ConfirmEmail,
  InsertMailedKey,
  ResetPassword,
  WebUserOfMailedKey,
} from './queries.generated.ts'

/**
 * The key of the same purpose that was mailed before is good no more. This one lasts from when its mail leaves; until then, for
 * as long as mail is tried again.
 */
export const insertMailedKey = query<InsertMailedKey>(
  'insert-mailed-key',
  `WITH replaced AS (
     UPDATE mailed_keys SET expires_at = current_instant()
     WHERE web_user_id = $webUserId AND purpose = $purpose AND used_at IS NULL AND expires_at > current_instant())
   INSERT INTO mailed_keys (purpose, web_user_id, email, nonce, key_hash, csr_id, created_at, expires_at, lifetime)
   VALUES ($purpose, $webUserId, $email, $nonce, $keyHash, $csrId, current_instant(),
     current_instant() + interval '30 days', $lifetime::interval)
   RETURNING mailed_key_id`,
)

/** Whatever was typed: the worker finds out whether anybody is meant. */
export const askForPasswordReset = query<AskForPasswordReset>(
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

export const resetPassword = query<ResetPassword>(
  'reset-password',
  `SELECT ${holder} FROM reset_password($keyHash::bytea, $newHash::text)`,
)

export const confirmEmail = query<ConfirmEmail>(
  'confirm-email',
  `SELECT ${holder} FROM use_mailed_key('email-confirmation', $keyHash::bytea)`,
)
