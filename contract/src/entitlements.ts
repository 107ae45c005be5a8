import { type EntitlementsOf, mergedPart } from './compose.ts'
import { type Feature, features } from './features.ts'

const classes = ['read', 'act', 'step-up', 'third-party'] as const
type Switch = { default: boolean; class: (typeof classes)[number] }

/**
 * The switches of a masquerade: what a utility may let its CSRs do in a customer's portal, and whether it does by default.
 * `class` says what more is asked: `read` nothing, `act` the acting mode, `step-up` the CSR's own second factor as well,
 * `third-party` that the page may leave the portal. Setting or seeing a secret has no switch: it is never possible.
 * Source of the defaults: the masquerade design's table.
 */
export const entitlements = Object.fromEntries(
  Object.entries<Switch>(mergedPart(features, 'entitlements') as Record<string, Switch>).sort(
    ([, one], [, other]) => classes.indexOf(one.class) - classes.indexOf(other.class),
  ),
) as EntitlementsOf<Feature>

export type Entitlement = keyof typeof entitlements

type OfClass<C> = { [E in Entitlement]: (typeof entitlements)[E]['class'] extends C ? E : never }[Entitlement]

/** What an action asks of a masquerade. `never`: no masquerade may, whatever is switched on. */
export type MasqueradeClass =
  | 'read'
  | `read: ${OfClass<'read'>}`
  | `act: ${OfClass<'act'>}`
  | `step-up: ${OfClass<'step-up'>}`
  | `third-party: ${OfClass<'third-party'>}`
  | 'never'

export const entitlementNames = Object.keys(entitlements) as Entitlement[]

/** Returns the entitlement that a class names; none for `read` and `never`. */
export function entitlementOf(masqueradeClass: MasqueradeClass): Entitlement | undefined {
  return masqueradeClass.split(': ')[1] as Entitlement | undefined
}
