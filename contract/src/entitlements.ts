/**
 * The switches of a masquerade: what a utility may let its CSRs do in a customer's portal, and whether it does by default.
 * `class` says what more is asked: `read` nothing, `act` the acting mode, `step-up` the CSR's own second factor as well,
 * `third-party` that the page may leave the portal. Setting or seeing a secret has no switch: it is never possible.
 * Source of the defaults: the masquerade design's table.
 */
export const entitlements = {
  'bill.download': { default: true, class: 'read' },
  'history.export': { default: true, class: 'read' },
  'usage.download': { default: true, class: 'read' },
  'contact.mailing-address': { default: true, class: 'act' },
  'contact.details': { default: true, class: 'act' },
  preferences: { default: true, class: 'act' },
  'payment.cancel-scheduled': { default: true, class: 'act' },
  'billing.programs': { default: true, class: 'act' },
  'service.start': { default: true, class: 'act' },
  'service.stop': { default: true, class: 'act' },
  'service.transfer': { default: true, class: 'act' },
  appointment: { default: true, class: 'act' },
  'meter-reading': { default: true, class: 'act' },
  'outage.report': { default: true, class: 'act' },
  'payment.bank': { default: false, class: 'step-up' },
  'payment.methods': { default: false, class: 'step-up' },
  autopay: { default: false, class: 'step-up' },
  'identity.change': { default: false, class: 'step-up' },
  'account.link': { default: false, class: 'step-up' },
  'account.unlink': { default: false, class: 'step-up' },
  'guest.invite': { default: false, class: 'step-up' },
  'guest.change': { default: false, class: 'step-up' },
  'guest.remove': { default: false, class: 'step-up' },
  'payment.card': { default: false, class: 'third-party' },
  'thirdparty.redirect': { default: false, class: 'third-party' },
} as const satisfies Record<string, { default: boolean; class: 'read' | 'act' | 'step-up' | 'third-party' }>

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

/** The entitlement that a class names; none for `read` and `never`. */
export function entitlementOf(masqueradeClass: MasqueradeClass): Entitlement | undefined {
  return masqueradeClass.split(': ')[1] as Entitlement | undefined
}
