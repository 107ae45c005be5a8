import { query } from '#database/query.ts'
import type {
  CredentialOf,
  EndCustomerSession,
  GiveBackAttempt,
  StartCustomerSession,
  TakeAttempt,
} from './queries.generated.ts'

export const takeAttempt = query<TakeAttempt>(
  'take-attempt',
  'SELECT take_attempt($bucket::bytea, $limit::integer, $window::interval) AS "is_within!"',
)

export const giveBackAttempt = query<GiveBackAttempt>(
  'give-back-attempt',
  'SELECT give_back_attempt($bucket::bytea, $window::interval)',
)

export const credentialOf = query<CredentialOf>(
  'credential-of',
  `SELECT web_user_id AS "web_user_id!", password_hash AS "password_hash!", is_active AS "is_active!"
   FROM credential_of($userName::text)`,
)

export const startCustomerSession = query<StartCustomerSession>(
  'start-customer-session',
  `SELECT start_customer_session($webUserId::bigint, $tokenHash::bytea, $ip::inet, $userAgent::text) AS session_id`,
)

export const endCustomerSession = query<EndCustomerSession>(
  'end-customer-session',
  'SELECT end_customer_session($tokenHash::bytea)',
)
