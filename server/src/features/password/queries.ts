import { query } from '#database/query.ts'
import type { ChangePassword, CredentialOfSession } from './queries.generated.ts'

export const credentialOfSession = query<CredentialOfSession>(
  'credential-of-session',
  `SELECT web_user_id AS "web_user_id!", user_name AS "user_name!", password_hash AS "password_hash!"
   FROM credential_of_session($tokenHash::bytea)`,
)

/** The seconds that the session has left under its new token; null where nothing was changed. */
export const changePassword = query<ChangePassword>(
  'change-password',
  `SELECT change_password($tokenHash::bytea, $verifiedHash::text, $newHash::text, $newTokenHash::bytea) AS seconds_left`,
)
