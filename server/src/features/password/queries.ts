import { command, query } from '#database/query.ts'
import type { ChangePassword, HashSettingsOfSession, LeastLength } from './queries.generated.ts'

/** What the password of a live session's web user is hashed with: never the hash. */
export const hashSettingsOfSession = query<HashSettingsOfSession>(
  'hash-settings-of-session',
  `SELECT web_user_id AS "web_user_id!", user_name AS "user_name!", hash_settings AS "hash_settings!"
   FROM hash_settings_of_session($tokenHash::bytea)`,
)

/** The seconds that the session has left under its new token; null where nothing was changed. */
export const changePassword = command<ChangePassword, 'password:change'>(
  'change-password',
  `SELECT change_password($tokenHash::bytea, $verifiedHash::text, $newHash::text, $newTokenHash::bytea) AS seconds_left`,
)

/** Null where nobody changed the setting. */
export const leastLength = query<LeastLength>(
  'least-length',
  `SELECT setting_value('sign-in.password-length') AS least`,
)
