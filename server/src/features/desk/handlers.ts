import { entitlements } from '@porchlight/contract/entitlements.ts'
import { permissions } from '@porchlight/contract/permissions.ts'
import { Locale } from '@porchlight/contract/values.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import type { EntitlementSwitch } from '#policy/actor.ts'
import { refusedThroughout } from '#policy/decide.ts'
import { judgeEntitlementAhead } from '#policy/entitled.ts'
import { isHeld } from '#policy/policy.ts'
import { entitlementsInUse } from './in-use.ts'
import { groupsOfCsr, listsOfDesk, permissionGrants, switchesOfCsr } from './queries.ts'

export const deskHandlers: HandlersOf<'readDesk'> = {
  readDesk: async (_, { sql, grant }) => {
    const csr = grant.actor
    const { csrId, displayName } = csr
    const [groups, grants, standing, lists] = await Promise.all([
      groupsOfCsr(sql, { csrId }),
      permissionGrants(sql, {}),
      switchesOfCsr.one(sql, { csrId }),
      listsOfDesk.one(sql, {}),
    ])
    const switches = standing.switches as EntitlementSwitch[]
    const { isMasqueradeEnabled } = standing
    const groupsWith = new Map(grants.map((row) => [row.permission, row.groups]))
    return {
      csrId,
      displayName,
      groups,
      permissions: permissions.map((permission) => ({
        permission,
        isHeld: isHeld(csr, permission),
        grantedBy: groupsWith.get(permission) ?? [],
      })),
      entitlements: entitlementsInUse.map((entitlement) => ({
        entitlement,
        class: entitlements[entitlement].class,
        answer: judgeEntitlementAhead(entitlement, csr, { switches, isMasqueradeEnabled }),
      })),
      refused: refusedThroughout(csr),
      locales: [...Locale.options],
      divisions: lists.divisions,
      identifierTypes: lists.identifierTypes,
      // A meter number is a place too, though it is a column of its own.
      geographicTypes: [...lists.geographicTypes, 'meter'],
    }
  },
}
