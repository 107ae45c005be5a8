import { query } from '#database/query.ts'
import type { CsrAhead, GroupNames, PermissionSources, WebUserAhead } from './queries.generated.ts'

/** Returns a CSR as their next request would load them, with the newest open desk session, to which a further reason belongs. */
export const csrAhead = query<CsrAhead>(
  'csr-ahead',
  `SELECT u.csr_id, u.display_name AS name, u.is_active, permissions_of(u.csr_id) AS "permissions!",
     entitlement_switches_of(u.csr_id) AS "switches!",
     COALESCE((SELECT max(s.desk_session_id) FROM desk_sessions s WHERE s.csr_id = u.csr_id AND s.ended_at IS NULL
       AND s.expires_at > current_instant()), 0) AS "desk_session_id!",
     setting_value('caller.entitlement-grades') AS entitlement_grades
   FROM csr_users u WHERE u.csr_id = $csrId`,
)

export const webUserAhead = query<WebUserAhead>(
  'web-user-ahead',
  'SELECT web_user_id, user_name, email, person_id, locale FROM web_users WHERE web_user_id = $webUserId',
)

/** Returns the groups that give a CSR these permissions, past, present and future. */
export const permissionSources = query<PermissionSources>(
  'permission-sources',
  `SELECT p.permission AS "permission!", p.csr_group AS "csr_group!", g.name, moment_or_null(lower(p.period)) AS "from",
     moment_or_null(upper(p.period)) AS "to", p.period @> current_instant() AS "is_now!"
   FROM permission_periods($csrId::text) p JOIN csr_groups g USING (csr_group)
   WHERE p.permission = ANY ($permissions::text[])
   ORDER BY p.permission, p.period @> current_instant() DESC, upper(p.period) DESC, g.name`,
)

export const groupNames = query<GroupNames>('group-names', 'SELECT csr_group, name FROM csr_groups')
