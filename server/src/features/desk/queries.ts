import { query } from '#database/query.ts'
import type { GroupsOfCsr, ListsOfDesk, PermissionGrants, SwitchesOfCsr } from './queries.generated.ts'

/** The groups that a CSR is in now, by name. */
export const groupsOfCsr = query<GroupsOfCsr>(
  'groups-of-csr',
  `SELECT DISTINCT g.csr_group, g.name FROM group_memberships m JOIN csr_groups g USING (csr_group)
   WHERE m.csr_id = $csrId AND m.effective_from <= current_instant() AND m.effective_to > current_instant()
   ORDER BY g.name`,
)

/** Every permission with the groups that have it now, by their names. */
export const permissionGrants = query<PermissionGrants>(
  'permission-grants',
  `SELECT p.resource || ':' || p.access_mode AS "permission!", array_agg(g.name ORDER BY g.name) AS "groups!"
   FROM group_permissions p JOIN csr_groups g USING (csr_group)
   WHERE p.effective_from <= current_instant() AND p.effective_to > current_instant()
   GROUP BY 1`,
)

export const switchesOfCsr = query<SwitchesOfCsr>(
  'switches-of-csr',
  `SELECT entitlement_switches_of($csrId::text) AS "switches!",
     masquerading_is_on() AS "is_masquerade_enabled!"`,
)

/** The values in use of what the search screens offer as lists. */
export const listsOfDesk = query<ListsOfDesk>(
  'lists-of-desk',
  `SELECT ARRAY(SELECT divisions()) AS "divisions!", ARRAY(SELECT identifier_types()) AS "identifier_types!",
     ARRAY(SELECT geographic_types()) AS "geographic_types!"`,
)
