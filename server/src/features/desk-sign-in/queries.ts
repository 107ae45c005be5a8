import { query } from '#database/query.ts'
import type {
  DeskSessionOf,
  EndDeskSession,
  InsertDeskSession,
  IsPendingInTime,
  IsShownJustNow,
  LiveMasqueradesOfSession,
  StaffMemberOf,
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
  `SELECT csr_id, display_name, second_factor_required(csr_id) AS "is_second_factor_required!"
   FROM csr_users WHERE issuer = $issuer AND subject = $subject AND is_active`,
)

/** A second factor counts from when it was shown to the provider, not from now. */
export const insertDeskSession = query<InsertDeskSession>(
  'insert-desk-session',
  `INSERT INTO desk_sessions (token_hash, csr_id, second_factor_at, created_at, last_used_at, expires_at, ip_address,
     user_agent)
   VALUES ($tokenHash, $csrId,
     CASE WHEN $secondFactorAt::timestamptz IS NOT NULL THEN least($secondFactorAt, current_instant()) END,
     current_instant(), current_instant(), current_instant() + make_interval(secs => $seconds), $ip::inet, left($userAgent, 300))
   RETURNING desk_session_id`,
)

/** The live session of a token that a new sign-in replaces. */
export const deskSessionOf = query<DeskSessionOf>(
  'desk-session-of',
  'SELECT desk_session_id, csr_id FROM desk_sessions WHERE token_hash = $tokenHash AND ended_at IS NULL',
)

export const endDeskSession = query<EndDeskSession>(
  'end-desk-session',
  `UPDATE desk_sessions SET ended_at = current_instant() WHERE desk_session_id = $deskSessionId AND ended_at IS NULL`,
)

export const liveMasqueradesOfSession = query<LiveMasqueradesOfSession>(
  'live-masquerades-of-session',
  `SELECT masquerade_id FROM masquerades
   WHERE csr_id = $csrId AND desk_session_id = $deskSessionId AND ended_at IS NULL ORDER BY masquerade_id`,
)
