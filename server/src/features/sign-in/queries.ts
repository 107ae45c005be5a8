import { command, publicCommand, query } from '#database/query.ts'
import type {
  AttemptWait,
  DeleteOldFailures,
  EndCustomerSession,
  IsPassword,
  NoteFailedAttempt,
  NoteFailedSignIn,
  SecondFactorOf,
  SignCustomerIn,
  SignCustomerInTwice,
  SignInCandidate,
} from './queries.generated.ts'

export const attemptWait = query<AttemptWait>(
  'attempt-wait',
  `SELECT attempt_wait($bucket::bytea, $free::integer, $longest::interval, $memory::interval) AS "seconds!"`,
)

export const noteFailedAttempt = publicCommand<NoteFailedAttempt>(
  'note-failed-attempt',
  'SELECT note_failed_attempt($bucket::bytea, $memory::interval)',
)

export const noteFailedSignIn = publicCommand<NoteFailedSignIn>(
  'note-failed-sign-in',
  'SELECT note_failed_sign_in($webUserId::bigint)',
)

/** Whom a user name or an e-mail address means, and what their password's hash is computed with: never the hash. */
export const signInCandidate = query<SignInCandidate>(
  'sign-in-candidate',
  `SELECT web_user_id AS "web_user_id!", is_active AS "is_active!", hash_settings AS "hash_settings!", is_known_device AS "is_known_device!"
   FROM sign_in_candidate($userName::text, $deviceHash::bytea)`,
)

export const isPassword = query<IsPassword>(
  'is-password',
  'SELECT is_password($webUserId::bigint, $hash::text) AS "is_right!"',
)

/** Starts a session for the right hash, and says which one it replaces and what failed since the last sign-in. */
export const signCustomerIn = publicCommand<SignCustomerIn>(
  'sign-customer-in',
  `SELECT session_id AS "session_id!", replaced_web_user_id, failures, last_failed_at
   FROM sign_customer_in($webUserId::bigint, $hash::text, $tokenHash::bytea, $heldTokenHash::bytea, $deviceHash::bytea,
     $ownBuckets::bytea[], $ip::inet, $userAgent::text)`,
)

/** The sealed secret of the web user whose password hash was computed; no row where there is no second factor. */
export const secondFactorOf = query<SecondFactorOf>(
  'second-factor-of',
  `SELECT sealed AS "sealed!", step AS "step!", is_known_device AS "is_known_device!",
     is_recovery_code AS "is_recovery_code!", begun_at AS "begun_at!"
   FROM second_factor_of($webUserId::bigint, $hash::text, $deviceHash::bytea, $begunAt::timestamptz, $recoveryHash::bytea)`,
)

/** Starts a session for the right hash and the right second factor, as `sign-customer-in` does for the hash alone. */
export const signCustomerInTwice = publicCommand<SignCustomerInTwice>(
  'sign-customer-in-twice',
  `SELECT session_id AS "session_id!", replaced_web_user_id, failures, last_failed_at, recovery_codes_left
   FROM sign_customer_in_twice($webUserId::bigint, $hash::text, $totpStep::bigint, $recoveryHash::bytea, $tokenHash::bytea,
     $heldTokenHash::bytea, $deviceHash::bytea, $ownBuckets::bytea[], $ip::inet, $userAgent::text)`,
)

export const endCustomerSession = command<EndCustomerSession, 'session:end'>(
  'end-customer-session',
  'SELECT end_customer_session($tokenHash::bytea)',
)

export const deleteOldFailures = command<DeleteOldFailures, 'job:delete-old-rows'>(
  'delete-old-failures',
  `DELETE FROM failed_attempts WHERE last_failed_at < current_instant() - interval '1 day'`,
)
