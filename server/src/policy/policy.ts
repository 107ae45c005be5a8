import type { Action } from '@porchlight/contract/actions.ts'
import type { Permission } from '@porchlight/contract/permissions.ts'
import type { Reason } from '@porchlight/contract/reasons.ts'
import type { Csr, CustomerIdentity, Integration, Masquerade } from './actor.ts'
import type { Subject, WebUserSubject } from './subject.ts'

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

/** The customer holds the account: answers for its money, and for who sees it. */
const holding = (_: CustomerIdentity, on: Subject) => {
  if (!on.link) return 'account-not-linked' as const
  return on.link.isHolder ? ('ok' as const) : ('holders-only' as const)
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

/** Protected customers ask for a further reason first; and there is a limit to what a CSR opens in an hour. */
function guarded({ customer, openings = [] }: Subject): Verdict {
  if (customer && !customer.isExplained) return 'further-reason-required'
  const over = openings.find(({ isOpen, others, most }) => !isOpen && others >= most)
  if (!over) return 'ok'
  return over.what === 'customer' ? 'too-many-customers' : 'too-many-reveals'
}

/** A to do of a role that none of the CSR's groups works is as one that is not there. */
const onSeenToDo = (permission: Permission) =>
  ofStaff((who, on) => {
    const held = holds(permission)(who)
    if (held !== 'ok') return held
    if (!on.toDo) return 'not-found'
    return on.toDo.aboutCsrId === who.csrId ? 'own-alert' : 'ok'
  })

/** What shows a customer to a CSR who holds the permission: one rule for every action that opens one. */
const opens = (permission: Permission) =>
  ofStaff((who, on) => {
    const held = holds(permission)(who)
    return held === 'ok' ? guarded(on) : held
  })

/** What changes a task: a protected customer's asks for a further reason; nobody is opened, whatever number is worked through. */
const actsOnTask = (permission: Permission, more: (on: Subject) => Verdict = yes) =>
  ofStaff((who, on) => {
    const held = holds(permission)(who)
    if (held !== 'ok') return held
    return on.customer && !on.customer.isExplained ? 'further-reason-required' : more(on)
  })

/** Nobody approves what is asked for an account that they are on themselves. */
const notOwnAccount = ({ customer }: Subject) => (customer?.isOwn ? 'own-account' : 'ok')

/** What changes who sees an account: as what opens it, and no CSR does it to an account that they are on themselves. */
const changesAccess = (permission: Permission, more: (on: Subject) => Verdict = yes) =>
  ofStaff((who, on) => {
    const held = holds(permission)(who)
    if (held !== 'ok') return held
    const opened = guarded(on)
    if (opened !== 'ok') return opened
    return on.customer?.isOwn ? 'own-account' : more(on)
  })

/** About a web user who is linked to the account: unknown ones and another account's answer alike. */
const forWebUser = (permission: Permission, more: (who: WebUserSubject) => Verdict = yes) =>
  changesAccess(permission, ({ webUser }) => (webUser ? more(webUser) : 'not-found'))

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
  'account-link:view': ofCustomer(yes),
  'account-link:withdraw': ofCustomer(yes),
  'account-people:view': ofCustomer(holding),
  'account-link:approve': ofCustomer(holding),
  'account-link:remove': ofCustomer(holding),
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
  'masquerade:read-only': { ...portal, customer: no('masquerade-only'), masquerade: yes },
  'masquerade:leave': { ...portal, customer: no('masquerade-only'), masquerade: yes },

  'desk:open': ofStaff(yes),
  'desk-session:end': ofStaff(yes),
  'customer:search': ofStaff(holds('customer:search')),
  'account:view': opens('account:view'),
  'account:open-protected': ofStaff((who, on) => {
    const held = holds('account:open-protected')(who)
    if (held !== 'ok') return held
    // Unknown and unprotected answer alike.
    return on.customer?.isProtected ? 'ok' : 'not-found'
  }),
  'web-user:view': opens('web-user:view'),
  'web-user:deactivate': forWebUser('web-user:deactivate'),
  'web-user:resend-confirmation': forWebUser('web-user:resend-confirmation', (who) => {
    if (!who.isActive) return 'web-user-inactive'
    return who.isEmailConfirmed ? 'email-confirmed' : 'ok'
  }),
  'web-user:send-reset': forWebUser('web-user:send-reset', (who) => {
    if (!who.isActive) return 'web-user-inactive'
    // An address that nobody has proved to be theirs is no way into an account.
    return who.isEmailConfirmed ? 'ok' : 'email-unconfirmed'
  }),
  // The link is the handler's to find: one that was just taken away by somebody else is told, not denied.
  'account-link:unlink': changesAccess('account-link:unlink'),
  'account-person:adopt': forWebUser('account-person:adopt', (who) =>
    who.isReserved ? 'ok' : 'relationship-not-reserved',
  ),
  'account-person:remove': changesAccess('account-person:remove'),
  'identifier:reveal': opens('identifier:reveal'),
  'contact:add': opens('contact:add'),
  'masquerade:start': ofStaff((who, on) => {
    if (holds('masquerade:start')(who) !== 'ok') return 'permission-missing'
    // A protected target is unavailable, whatever the reason: as unknown and forbidden ones are.
    return on.target?.isAvailable ? guarded(on) : 'target-unavailable'
  }),
  'masquerade:review': ofStaff(holds('masquerade:review')),
  'masquerade:step-up': ofStaff((who, on) =>
    on.masquerade?.csrId === who.csrId ? holds('masquerade:act')(who) : 'not-found',
  ),
  'masquerade:end-own': ofStaff((who, on) => (on.masquerade?.csrId === who.csrId ? 'ok' : 'not-found')),
  'masquerade:end-any': ofStaff(holds('masquerade:end-any')),
  'task:view': opens('task:view'),
  'task:discard': actsOnTask('task:discard'),
  'task:retry': actsOnTask('task:retry'),
  'task:approve': actsOnTask('task:approve', notOwnAccount),
  'task:reject': actsOnTask('task:reject'),
  'task:complete-by-hand': actsOnTask('task:complete-by-hand'),
  'task:reschedule': actsOnTask('task:reschedule'),
  'task:resend': actsOnTask('task:resend'),
  'task:assign': actsOnTask('task:assign'),
  'task:note': actsOnTask('task:note'),
  'task:export': ofStaff(holds('task:export')),
  'saved-view:change': ofStaff(holds('task:view')),
  'record:view': ofStaff(holds('record:view')),
  'alert:view': ofStaff(holds('alert:view')),
  // Nobody closes what is said about their own conduct.
  'alert:settle': ofStaff((who, on) => {
    const held = holds('alert:settle')(who)
    if (held !== 'ok') return held
    if (!on.alert) return 'not-found'
    return on.alert.aboutCsrId === who.csrId ? 'own-alert' : 'ok'
  }),
  'to-do:view': ofStaff(holds('to-do:view')),
  'to-do:work': onSeenToDo('to-do:work'),
  'to-do:assign': onSeenToDo('to-do:assign'),
  'settings:view': ofStaff(holds('settings:view')),
  'settings:change': ofStaff(holds('settings:change')),
  'entitlements:change': ofStaff(holds('entitlements:change')),
} as const satisfies Record<Action, Rule>
