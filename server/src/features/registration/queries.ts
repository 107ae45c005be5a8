import { command, publicCommand, query } from '#database/query.ts'
import type {
  AskForRegistration,
  InsertRegistrationKey,
  IsKnownAddress,
  RegisterWebUser,
  RegistrationMode,
  RegistrationOfKey,
  TakeRegistrations,
} from './queries.generated.ts'

/** Null where nobody changed the setting. */
export const registrationMode = query<RegistrationMode>(
  'registration-mode',
  `SELECT setting_value('sign-in.registration') AS mode`,
)

/** Whatever address was typed: the worker finds out whether it is known. */
export const askForRegistration = publicCommand<AskForRegistration>(
  'ask-for-registration',
  'SELECT ask_for_registration($email::text, $locale::text)',
)

/** Requests to register, the oldest first; they are gone with this. */
export const takeRegistrations = command<TakeRegistrations, 'job:answer-registrations'>(
  'take-registrations',
  `DELETE FROM password_reset_requests WHERE password_reset_request_id IN (
     SELECT password_reset_request_id FROM password_reset_requests WHERE register_in IS NOT NULL
     ORDER BY password_reset_request_id LIMIT $most FOR UPDATE SKIP LOCKED)
   RETURNING name AS email, register_in AS "locale!"`,
)

export const isKnownAddress = query<IsKnownAddress>(
  'is-known-address',
  `SELECT EXISTS (SELECT 1 FROM web_users w WHERE lower(w.email) COLLATE "C" = lower($email) COLLATE "C"
     OR lower(w.user_name) COLLATE "C" = lower($email) COLLATE "C") AS "is_known!"`,
)

/** Adds a key to register in place of the one that was mailed to the address before. */
export const insertRegistrationKey = command<InsertRegistrationKey, 'job:answer-registrations'>(
  'insert-registration-key',
  `WITH replaced AS (
     UPDATE mailed_keys SET expires_at = current_instant()
     WHERE lower(email) = lower($email) AND purpose = 'registration' AND used_at IS NULL AND expires_at > current_instant())
   INSERT INTO mailed_keys (purpose, email, nonce, key_hash, created_at, expires_at, lifetime)
   VALUES ('registration', $email, $nonce, $keyHash, current_instant(), current_instant() + interval '30 days', $lifetime::interval)
   RETURNING mailed_key_id`,
)

export const registrationOfKey = query<RegistrationOfKey>(
  'registration-of-key',
  'SELECT registration_of_key($keyHash::bytea) AS email',
)

/** Uses the key; from here on row-level security sees the new web user, until the end of the transaction. */
export const registerWebUser = publicCommand<RegisterWebUser>(
  'register-web-user',
  `SELECT outcome AS "outcome!", web_user_id, user_name, email, person_id,
     set_config('porchlight.mailed_key', encode($keyHash::bytea, 'hex'), true) AS seen_as
   FROM register_web_user($keyHash::bytea, $userName::text, $givenName::text, $surname::text, $locale::text, $passwordHash::text)`,
)
