import { type Entitlement, entitlements } from '@porchlight/contract/entitlements.ts'
import type { Csr, EntitlementSwitch } from './actor.ts'
import { holds, isHeld, type Verdict } from './policy.ts'

/**
 * Returns whether an entitlement is on for a CSR. A switch of one of the CSR's groups overrides the utility's, and one group with it
 * on is enough; without a switch the default applies. `switches` contains only the switches of the CSR's groups.
 */
export function isEntitled(entitlement: Entitlement, switches: readonly EntitlementSwitch[]): boolean {
  const mine = switches.filter((s) => s.entitlement === entitlement)
  const ofGroups = mine.filter((s) => s.csrGroup !== null)
  if (ofGroups.length > 0) return ofGroups.some((s) => s.isOn)
  return mine[0]?.isOn ?? entitlements[entitlement].default
}

type Switches = readonly EntitlementSwitch[]

/**
 * Judges an entitlement in a masquerade by the utility's switches and the CSR's permissions. The masquerade's mode and its second
 * factor are properties of one masquerade; decide.ts judges them.
 */
export function judgeEntitlement(entitlement: Entitlement, csr: Csr, switches: Switches): Verdict {
  const { class: asks } = entitlements[entitlement]
  if (!isEntitled(entitlement, switches)) return 'entitlement-off'
  const leavesThePortal = asks === 'third-party'
  if (leavesThePortal && !isEntitled('thirdparty.redirect', switches)) return 'entitlement-off'
  return asks === 'read' || isHeld(csr, 'masquerade:act') ? 'ok' : 'permission-missing'
}

/** Judges an entitlement as if the CSR were acting in a masquerade, for "What I may do" at the desk. */
export function judgeEntitlementAhead(
  entitlement: Entitlement,
  csr: Csr,
  utility: { switches: Switches; isMasqueradeEnabled: boolean },
): Verdict {
  if (!utility.isMasqueradeEnabled) return 'masquerade-switched-off'
  const start = holds('masquerade:start')(csr)
  return start === 'ok' ? judgeEntitlement(entitlement, csr, utility.switches) : start
}
