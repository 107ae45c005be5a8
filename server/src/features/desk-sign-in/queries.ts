import { command, publicCommand, query } from '#database/query.ts'
import type {
  DeskSessionEnd,
  DeskSessionOf,
  EndDeskSession,
  InsertDeskSession,
  IsPendingInTime,
  IsShownJustNow,
  LiveMasqueradesOfSession,
  SessionsSignedOut,
  SignOutHintOf,
  StaffMemberOf,
  TakeLogoutToken,
} from './queries.generated.ts'

export const isPendingInTime = query<IsPendingInTime>(
  'is-pending-in-time',
  `SELECT $beganAt::timestamptz > current_instant() - make_interval(mins => $minutes) AS "is_in_time!"`,
)

/** Whether somebody proved who they are just now; a provider's clock may be a little off, either way. */
export const isShownJustNow = query<IsShownJustNow>(
  'is-shown-just-now',
  `SELECT $authenticatedAt::timestamptz BETWEEN current_instant() - interval '1 minute'
     AND current_instant() + interval '1 minute' AS "is_just_now!"`,
)

/** Who the identity provider's subject is here, and whether one of the groups asks for a second factor. */
export const staffMemberOf = query<StaffMemberOf>(
  'staff-member-of',
  `SELECT csr_id, display_name, is_active, second_factor_required(csr_id) AS "is_second_factor_required!"
   FROM csr_users WHERE issuer = $issuer AND subject = $subject`,
)

/** A second factor counts from when it was shown to the provider, not from now. */
export const insertDeskSession = publicCommand<InsertDeskSession>(
  'insert-desk-session',
  `INSERT INTO desk_sessions (token_hash, csr_id, second_factor_at, created_at, last_used_at, expires_at, ip_address,
     user_agent, provider_session, provider_subject, sign_out_hint)
   VALUES ($tokenHash, $csrId,
     CASE WHEN $secondFactorAt::timestamptz IS NOT NULL THEN least($secondFactorAt, current_instant()) END,
     current_instant(), current_instant(), current_instant() + make_interval(secs => $seconds), $ip::inet, left($userAgent, 300), $providerSession, $providerSubject, $signOutHint)
   RETURNING desk_session_id`,
)

/** The live session of a token that a new sign-in replaces. */
export const deskSessionOf = query<DeskSessionOf>(
  'desk-session-of',
  `SELECT desk_session_id, csr_id, created_at, second_factor_at IS NOT NULL AS "has_second_factor!"
   FROM desk_sessions WHERE token_hash = $tokenHash AND ended_at IS NULL`,
)

export const endDeskSession = command<EndDeskSession, 'desk-session:end'>(
  'end-desk-session',
  `UPDATE desk_sessions SET ended_at = current_instant(), end_cause = $endCause
   WHERE desk_session_id = $deskSessionId AND ended_at IS NULL`,
)

/** What the provider is shown at the sign-out, sealed. It is gone when the session has ended. */
export const signOutHintOf = query<SignOutHintOf>(
  'sign-out-hint-of',
  'SELECT sign_out_hint FROM desk_sessions WHERE desk_session_id = $deskSessionId',
)

/** The live sessions that a logout token names: of the provider's session where it says one, else of the person. */
export const sessionsSignedOut = query<SessionsSignedOut>(
  'sessions-signed-out',
  `SELECT s.desk_session_id, s.csr_id FROM desk_sessions s JOIN csr_users u USING (csr_id)
   WHERE u.issuer = $issuer AND s.ended_at IS NULL
     AND ($subject::text IS NULL OR COALESCE(s.provider_subject, u.subject) = $subject)
     AND ($providerSession::text IS NULL OR s.provider_session = $providerSession)
     AND ($subject::text IS NOT NULL OR $providerSession::text IS NOT NULL)
   ORDER BY s.desk_session_id FOR UPDATE OF s`,
)

/** Returns no row for a logout token that was used before. Deletes tokens that are too old to be accepted. */
export const takeLogoutToken = publicCommand<TakeLogoutToken>(
  'take-logout-token',
  `WITH forgotten AS (DELETE FROM used_logout_tokens WHERE expires_at < current_instant() AND token_hash <> $tokenHash)
   INSERT INTO used_logout_tokens (token_hash, expires_at) VALUES ($tokenHash, $expiresAt)
   ON CONFLICT DO NOTHING RETURNING expires_at`,
)

export const liveMasqueradesOfSession = query<LiveMasqueradesOfSession>(
  'live-masquerades-of-session',
  `SELECT masquerade_id FROM masquerades
   WHERE csr_id = $csrId AND desk_session_id = $deskSessionId AND ended_at IS NULL ORDER BY masquerade_id`,
)

/** Why the session of a cookie ended without its CSR's doing; null for a live session, and for any other end. */
export const deskSessionEnd = query<DeskSessionEnd>(
  'desk-session-end',
  'SELECT desk_session_end($tokenHash::bytea) AS why',
)
