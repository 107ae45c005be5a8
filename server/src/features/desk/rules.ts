import { type Entitlement, entitlements } from '@porchlight/contract/entitlements.ts'
import type { Permission } from '@porchlight/contract/permissions.ts'
import type { Reason } from '@porchlight/contract/reasons.ts'
import type { EntitlementSwitch } from '#policy/actor.ts'
import { isEntitled } from '#policy/entitled.ts'

type Standing = {
  permissions: ReadonlySet<Permission>
  switches: readonly EntitlementSwitch[]
  isMasqueradeEnabled: boolean
}

/**
 * What a CSR may do with an entitlement once in a masquerade and acting, or why not. As the policy decides at each request
 * (policy/decide.ts), less what only a masquerade that is going on can say: its mode, and a second factor just shown.
 */
export function entitlementAnswer(entitlement: Entitlement, standing: Standing): 'ok' | Reason {
  const { permissions, switches, isMasqueradeEnabled } = standing
  const { class: asks } = entitlements[entitlement]
  if (!isMasqueradeEnabled) return 'masquerade-switched-off'
  if (!permissions.has('masquerade:start')) return 'permission-missing'
  if (!isEntitled(entitlement, switches)) return 'entitlement-off'
  if (asks === 'third-party' && !isEntitled('thirdparty.redirect', switches)) return 'entitlement-off'
  return asks === 'read' || permissions.has('masquerade:act') ? 'ok' : 'permission-missing'
}
