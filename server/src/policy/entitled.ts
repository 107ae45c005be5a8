import { type Entitlement, entitlements } from '@porchlight/contract/entitlements.ts'
import type { EntitlementSwitch } from './actor.ts'

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
