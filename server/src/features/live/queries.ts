import { command, query } from '#database/query.ts'
import type { Beat, FollowerByToken, FollowersOfSessions, ProtectedAmong } from './queries.generated.ts'

const handledRoles = '(SELECT DISTINCT r.to_do_role AS role FROM group_to_do_roles r)'

/**
 * Live desk sessions, by the rule of `open_desk_request`, with the permissions that their CSRs have now and the to-do roles that
 * they see: of those that some group handles each by itself, of all others (named '' here) alike. Does not count as use of a
 * session: an open stream does not keep a session from timing out.
 */
const liveSessions = `SELECT s.desk_session_id, u.csr_id, u.display_name, permissions_of(u.csr_id) AS "permissions!",
     ARRAY(SELECT k.role FROM ${handledRoles} k WHERE sees_to_do_role(u.csr_id, k.role)) AS "seen_to_do_roles!",
     ARRAY(SELECT k.role FROM ${handledRoles} k) AS "handled_to_do_roles!",
     sees_to_do_role(u.csr_id, '') AS "sees_other_to_do_roles!"
   FROM desk_sessions s JOIN csr_users u ON u.csr_id = s.csr_id
   WHERE s.ended_at IS NULL AND s.expires_at > current_instant() AND u.is_active
     AND s.last_used_at > current_instant() - interval '1 hour'
     AND (s.second_factor_at IS NOT NULL OR NOT second_factor_required(u.csr_id))`

export const followerByToken = query<FollowerByToken>(
  'follower-by-token',
  `${liveSessions} AND s.token_hash = $tokenHash::bytea`,
)

export const followersOfSessions = query<FollowersOfSessions>(
  'followers-of-sessions',
  `${liveSessions} AND s.desk_session_id = ANY ($deskSessionIds::bigint[])`,
)

/** Sends a heartbeat through PostgreSQL: it comes back as a notice, so it shows that notices arrive. */
export const beat = command<Beat, 'job:live-beat'>(
  'beat',
  `SELECT tell_the_desk('beat', to_jsonb($boot::text))`,
)

/** Returns those of the accounts that are protected. */
export const protectedAmong = query<ProtectedAmong>(
  'protected-among',
  `SELECT a AS "account_id!" FROM unnest($accountIds::bigint[]) a WHERE account_is_protected(a)`,
)
