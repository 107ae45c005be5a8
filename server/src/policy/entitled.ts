import { type Entitlement, entitlements } from '@porchlight/contract/entitlements.ts'
import type { Csr, EntitlementSwitch } from './actor.ts'
import { holds, isHeld, type Verdict } from './policy.ts'

/**
 * Whether an entitlement is on for a CSR: a switch of one of the CSR's groups counts before the utility's own, and on in one
 * group is enough; without a switch the shipped default holds. `switches` holds only those of the CSR's groups.
 */
export function isEntitled(entitlement: Entitlement, switches: readonly EntitlementSwitch[]): boolean {
  const mine = switches.filter((s) => s.entitlement === entitlement)
  const ofGroups = mine.filter((s) => s.csrGroup !== null)
  if (ofGroups.length > 0) return ofGroups.some((s) => s.isOn)
  return mine[0]?.isOn ?? entitlements[entitlement].default
}

type Switches = readonly EntitlementSwitch[]

/**
 * What the utility's switches and the CSR's permissions say about an entitlement in a masquerade. Its mode, and whether a second
 * factor was shown, are properties of one masquerade (decide.ts).
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
