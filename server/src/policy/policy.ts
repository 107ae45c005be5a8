import type { Action } from '@porchlight/contract/actions.ts'
import type { Permission } from '@porchlight/contract/permissions.ts'
import type { Reason } from '@porchlight/contract/reasons.ts'
import type { Csr, CustomerIdentity, Integration, Masquerade } from './actor.ts'
import type { Subject } from './subject.ts'

export type Verdict = 'ok' | Reason

/**
 * One row answers for every kind of actor. The masquerade's answer comes on top of what the action's class in the contract's
 * table asks (see `decide.ts`), and for whatever a customer may do it asks the customer's own rule first.
 */
export type Rule = {
  visitor: Verdict
  customer: (who: CustomerIdentity, on: Subject) => Verdict
  csr: (who: Csr, on: Subject) => Verdict
  masquerade: (who: Masquerade, on: Subject) => Verdict
  integration: (who: Integration) => Verdict
  system: Verdict
}

const no = (reason: Reason) => () => reason
const yes = () => 'ok' as const

const holds = (permission: Permission) => (who: Csr) =>
  who.permissions.has(permission) ? ('ok' as const) : ('permission-missing' as const)

/** The customer may, on an account that is linked, with a role that has this right. */
const linkedWith = (right: 'see' | 'pay' | 'change' | 'invite') => (_: CustomerIdentity, on: Subject) => {
  if (!on.link) return 'account-not-linked' as const
  return on.link.rights.includes(right) ? ('ok' as const) : ('role-may-not' as const)
}

const portal = {
  visitor: 'not-signed-in',
  csr: no('customer-only'),
  integration: no('customer-only'),
  system: 'customer-only',
} as const
const desk = {
  visitor: 'not-signed-in',
  customer: no('staff-only'),
  masquerade: no('masquerade-never'),
  integration: no('staff-only'),
  system: 'staff-only',
} as const

/** A page or change of the portal: a masquerade may what its customer may, as far as the class allows. */
const ofCustomer = (customer: Rule['customer']): Rule => ({
  ...portal,
  customer,
  masquerade: (who, on) => customer(who.customer, on),
})
/** Only the customer in person. */
const inPerson = (customer: Rule['customer']): Rule => ({
  ...portal,
  customer,
  masquerade: no('masquerade-never'),
})
const ofStaff = (csr: Rule['csr']): Rule => ({ ...desk, csr })

export const policy = {
  'portal:open': ofCustomer(yes),
  'session:end': inPerson(yes),
  'overview:view': ofCustomer(linkedWith('see')),
  'bill:view': ofCustomer(linkedWith('see')),
  'bill:export': ofCustomer(linkedWith('see')),
  'usage:view': ofCustomer(linkedWith('see')),
  'account-information:view': ofCustomer(linkedWith('see')),
  'mailing-address:change': ofCustomer(linkedWith('change')),
  'preferences:view': ofCustomer(linkedWith('see')),
  'preferences:change': ofCustomer(linkedWith('see')),
  'access:view': ofCustomer(yes),
  'support-visit:end': inPerson((who, on) =>
    on.masquerade?.webUserId === who.webUserId ? 'ok' : 'not-found',
  ),
  'password:change': inPerson(yes),
  'account-link:add': ofCustomer(yes),
  'card-payment:start': ofCustomer(linkedWith('pay')),
  'card-payment:view': ofCustomer(linkedWith('see')),
  'card-payment:settle': {
    visitor: 'signature-refused',
    customer: no('integration-only'),
    csr: no('integration-only'),
    masquerade: no('masquerade-never'),
    integration: (who) => (who.clientId === 'payment-page' ? 'ok' : 'signature-refused'),
    system: 'integration-only',
  },
  'masquerade:act': {
    ...portal,
    customer: no('masquerade-only'),
    masquerade: (who) => holds('masquerade:act')(who.csr),
  },
  'masquerade:leave': { ...portal, customer: no('masquerade-only'), masquerade: yes },

  'desk:open': ofStaff(yes),
  'desk-session:end': ofStaff(yes),
  'customer:search': ofStaff(holds('customer:search')),
  'account:view': ofStaff(holds('account:view')),
  'web-user:view': ofStaff(holds('web-user:view')),
  'identifier:reveal': ofStaff(holds('identifier:reveal')),
  'contact:add': ofStaff(holds('contact:add')),
  'masquerade:start': ofStaff((who, on) => {
    if (holds('masquerade:start')(who) !== 'ok') return 'permission-missing'
    return on.target?.isAvailable ? 'ok' : 'target-unavailable'
  }),
  'masquerade:review': ofStaff(holds('masquerade:review')),
  'masquerade:step-up': ofStaff((who, on) =>
    on.masquerade?.csrId === who.csrId ? holds('masquerade:act')(who) : 'not-found',
  ),
  'masquerade:end-own': ofStaff((who, on) => (on.masquerade?.csrId === who.csrId ? 'ok' : 'not-found')),
  'masquerade:end-any': ofStaff(holds('masquerade:end-any')),
  'task:view': ofStaff(holds('task:view')),
  'record:view': ofStaff(holds('record:view')),
  'settings:view': ofStaff(holds('settings:view')),
  'settings:change': ofStaff(holds('settings:change')),
  'entitlements:change': ofStaff(holds('entitlements:change')),
} as const satisfies Record<Action, Rule>
