import { type Entitlement, entitlementNames, entitlements } from '@porchlight/contract/entitlements.ts'
import { bannerPlaceholders } from '@porchlight/contract/settings.ts'
import type { EntitlementSwitch } from '#policy/actor.ts'
import { isEntitled } from '#policy/entitled.ts'

/** Placeholders of a banner's text that nothing would fill in. */
export function unknownPlaceholders(text: string): string[] {
  const known: readonly string[] = bannerPlaceholders
  return [...text.matchAll(/\{([^{}]*)\}/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => !known.includes(name))
}

export const isEntitlement = (name: string): name is Entitlement => name in entitlements

/** Whether an entitlement is on for a group (null: for the utility), by its own switch or by what stands behind it. */
export function isOnFor(
  entitlement: Entitlement,
  csrGroup: string | null,
  switches: readonly EntitlementSwitch[],
): boolean {
  return isEntitled(
    entitlement,
    switches.filter((s) => s.csrGroup === null || s.csrGroup === csrGroup),
  )
}

/** Every entitlement for the utility and for each group. */
export function entitlementTable(csrGroups: readonly string[], switches: readonly EntitlementSwitch[]) {
  return entitlementNames.flatMap((entitlement) =>
    [null, ...csrGroups].map((csrGroup) => ({
      entitlement,
      class: entitlements[entitlement].class,
      default: entitlements[entitlement].default,
      csrGroup,
      isOn: isOnFor(entitlement, csrGroup, switches),
      isSet: switches.some((s) => s.entitlement === entitlement && s.csrGroup === csrGroup),
    })),
  )
}
