import { type Action, actions } from '@porchlight/contract/actions.ts'
import { eachAsked } from '@porchlight/contract/api.ts'
import { type Entitlement, entitlementNames } from '@porchlight/contract/entitlements.ts'

const isAsked = new Set<string>(
  eachAsked.map(([, { action }]) => (action === 'public' ? '' : actions[action as Action])),
)

/** Leaving the portal is asked for beside whatever leads out of it. */
const leadsOut = [...isAsked].some((requirement) => requirement.startsWith('third-party: '))

/**
 * The entitlements that at least one endpoint requires. The desk does not offer an entitlement that no page of the portal uses
 * yet.
 */
export const entitlementsInUse: readonly Entitlement[] = entitlementNames.filter(
  (name) =>
    (name === 'thirdparty.redirect' && leadsOut) ||
    [...isAsked].some((requirement) => requirement.endsWith(`: ${name}`)),
)
