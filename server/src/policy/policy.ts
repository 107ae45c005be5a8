import type { Action } from '@porchlight/contract/actions.ts'
import type { Permission } from '@porchlight/contract/permissions.ts'
import type { Reason } from '@porchlight/contract/reasons.ts'
import type { ActorKind, Csr, CustomerIdentity, Integration, Masquerade } from './actor.ts'
import type { Ids, MailedKeyPurpose, Subject, WebUserSubject } from './subject.ts'

export type Verdict = 'ok' | Reason

/** What the policy decides beside the contract's actions. */
export type InwardAction = 'public' | `mailed-key:${string}` | `job:${string}`

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

/**
 * A rule with what its grants carry: the kinds of actor that it can allow, and the ids that it is about. A grant without one of
 * these ids is not made: what was not found is refused as `not-found`.
 */
export type Row<Kind extends ActorKind = ActorKind, Id extends keyof Ids = keyof Ids> = Rule & {
  allows: readonly Kind[]
  about: readonly Id[]
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

const nobody = {
  visitor: 'not-found',
  csr: no('not-found'),
  masquerade: no('not-found'),
  integration: no('not-found'),
  system: 'not-found',
} as const

/** A page or change of the portal: a masquerade may what its customer may, as far as the class allows. */
const ofCustomer = <Id extends keyof Ids = never>(
  customer: Rule['customer'],
  ...about: Id[]
): Row<'customer' | 'masquerade', Id> => ({
  ...portal,
  customer,
  masquerade: (who, on) => customer(who.customer, on),
  allows: ['customer', 'masquerade'],
  about,
})
/** Only the customer in person. */
const inPerson = <Id extends keyof Ids = never>(
  customer: Rule['customer'],
  ...about: Id[]
): Row<'customer', Id> => ({
  ...portal,
  customer,
  masquerade: no('masquerade-never'),
  allows: ['customer'],
  about,
})
/** Only a masquerade: its ids are its actor's. */
const ofMasquerade = (masquerade: Rule['masquerade']): Row<'masquerade', never> => ({
  ...portal,
  customer: no('masquerade-only'),
  masquerade,
  allows: ['masquerade'],
  about: [],
})
const ofStaff = <Id extends keyof Ids = never>(csr: Rule['csr'], ...about: Id[]): Row<'csr', Id> => ({
  ...desk,
  csr,
  allows: ['csr'],
  about,
})
/** What the holder of a mailed key may do with it, once. Nobody else reaches it: they answer as if it were not there. */
const byMailedKey = (purpose: MailedKeyPurpose): Row<'customer', never> => ({
  ...nobody,
  customer: (who, { mailedKey }) =>
    mailedKey?.purpose === purpose && mailedKey.webUserId === who.webUserId ? 'ok' : 'mailed-key-over',
  allows: ['customer'],
  about: [],
})
/** A job of the worker. */
const ofSystem: Row<'system', never> = {
  ...nobody,
  customer: no('not-found'),
  system: 'ok',
  allows: ['system'],
  about: [],
}

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
  }, 'toDoId')

/** What shows a customer to a CSR who holds the permission: one rule for every action that opens one. */
const opens = <Id extends keyof Ids = never>(permission: Permission, ...about: Id[]) =>
  ofStaff(
    (who, on) => {
      const held = holds(permission)(who)
      return held === 'ok' ? guarded(on) : held
    },
    ...about,
  )

/** What changes a task: a protected customer's asks for a further reason; nobody is opened, whatever number is worked through. */
const actsOnTask = (permission: Permission, more: (on: Subject) => Verdict = yes) =>
  ofStaff((who, on) => {
    const held = holds(permission)(who)
    if (held !== 'ok') return held
    return on.customer && !on.customer.isExplained ? 'further-reason-required' : more(on)
  }, 'taskId')

/** Nobody approves what is asked for an account that they are on themselves. */
const notOwnAccount = ({ customer }: Subject) => (customer?.isOwn ? 'own-account' : 'ok')

/** What changes who sees an account: as what opens it, and no CSR does it to an account that they are on themselves. */
const changesAccess = <Id extends keyof Ids = never>(
  permission: Permission,
  more: (on: Subject) => Verdict,
  ...about: Id[]
) =>
  ofStaff<'accountId' | Id>(
    (who, on) => {
      const held = holds(permission)(who)
      if (held !== 'ok') return held
      const opened = guarded(on)
      if (opened !== 'ok') return opened
      return on.customer?.isOwn ? 'own-account' : more(on)
    },
    'accountId',
    ...about,
  )

/** About a web user who is linked to the account: unknown ones and another account's answer alike. */
const forWebUser = (permission: Permission, more: (who: WebUserSubject) => Verdict = yes) =>
  changesAccess(permission, ({ webUser }) => (webUser ? more(webUser) : 'not-found'), 'webUserId')

const ofPaymentPage: Row<'integration', never> = {
  visitor: 'signature-refused',
  customer: no('integration-only'),
  csr: no('integration-only'),
  masquerade: no('masquerade-never'),
  integration: (who) => (who.clientId === 'payment-page' ? 'ok' : 'signature-refused'),
  system: 'integration-only',
  allows: ['integration'],
  about: [],
}

/** Nothing is decided: public endpoints, and writes before anyone is identified. Each is listed in policy/public.test.ts. */
const ofAnybody: Row<Exclude<ActorKind, 'system'>, never> = {
  visitor: 'ok',
  customer: yes,
  csr: yes,
  masquerade: yes,
  integration: yes,
  system: 'not-found',
  allows: ['visitor', 'customer', 'csr', 'masquerade', 'integration'],
  about: [],
}

/** About a masquerade that exists, whoever started it. */
const onMasquerade = (csr: Rule['csr']) => ofStaff(csr, 'masqueradeId', 'accountId', 'webUserId')

export const policy = {
  'portal:open': ofCustomer(yes),
  'session:end': inPerson(yes),
  'overview:view': ofCustomer(linkedWith('see'), 'accountId'),
  'bill:view': ofCustomer(linkedWith('see'), 'accountId'),
  'bill:export': ofCustomer(linkedWith('see'), 'accountId'),
  'usage:view': ofCustomer(linkedWith('see'), 'accountId'),
  'account-information:view': ofCustomer(linkedWith('see'), 'accountId'),
  'mailing-address:change': ofCustomer(linkedWith('change'), 'accountId'),
  'preferences:view': ofCustomer(linkedWith('see'), 'accountId'),
  'preferences:change': ofCustomer(linkedWith('see'), 'accountId'),
  'access:view': ofCustomer(yes),
  'support-visit:end': inPerson(
    (who, on) => (on.masquerade?.webUserId === who.webUserId ? 'ok' : 'not-found'),
    'masqueradeId',
  ),
  'password:change': inPerson(yes),
  'account-link:add': ofCustomer(yes),
  'account-link:view': ofCustomer(yes),
  'account-link:withdraw': ofCustomer(yes, 'taskId'),
  'account-people:view': ofCustomer(holding, 'accountId'),
  'account-link:approve': ofCustomer(holding, 'accountId', 'taskId'),
  'account-link:remove': ofCustomer(holding, 'accountId'),
  'card-payment:start': ofCustomer(linkedWith('pay'), 'accountId'),
  'card-payment:view': ofCustomer(linkedWith('see'), 'accountId'),
  'card-payment:settle': ofPaymentPage,
  'masquerade:act': ofMasquerade((who) => holds('masquerade:act')(who.csr)),
  'masquerade:read-only': ofMasquerade(yes),
  'masquerade:leave': ofMasquerade(yes),

  'desk:open': ofStaff(yes),
  'desk-session:end': ofStaff(yes),
  'customer:search': ofStaff(holds('customer:search')),
  'account:view': opens('account:view', 'accountId'),
  'account:open-protected': ofStaff((who, on) => {
    const held = holds('account:open-protected')(who)
    if (held !== 'ok') return held
    // Unknown and unprotected answer alike.
    return on.customer?.isProtected ? 'ok' : 'not-found'
  }, 'accountId'),
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
  'account-link:unlink': changesAccess('account-link:unlink', yes),
  'account-person:adopt': forWebUser('account-person:adopt', (who) =>
    who.isReserved ? 'ok' : 'relationship-not-reserved',
  ),
  'account-person:remove': changesAccess('account-person:remove', yes, 'personId'),
  'identifier:reveal': opens('identifier:reveal', 'accountId'),
  'contact:add': opens('contact:add', 'accountId'),
  'masquerade:start': ofStaff(
    (who, on) => {
      if (holds('masquerade:start')(who) !== 'ok') return 'permission-missing'
      // A protected target is unavailable, whatever the reason: as unknown and forbidden ones are.
      return on.target?.isAvailable ? guarded(on) : 'target-unavailable'
    },
    'accountId',
    'webUserId',
  ),
  'masquerade:review': ofStaff(holds('masquerade:review')),
  'masquerade:step-up': onMasquerade((who, on) =>
    on.masquerade?.csrId === who.csrId ? holds('masquerade:act')(who) : 'not-found',
  ),
  'masquerade:end-own': onMasquerade((who, on) => (on.masquerade?.csrId === who.csrId ? 'ok' : 'not-found')),
  'masquerade:end-any': onMasquerade(holds('masquerade:end-any')),
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
  }, 'toDoId'),
  'to-do:view': ofStaff(holds('to-do:view')),
  'to-do:work': onSeenToDo('to-do:work'),
  'to-do:assign': onSeenToDo('to-do:assign'),
  'settings:view': ofStaff(holds('settings:view')),
  'settings:change': ofStaff(holds('settings:change')),
  'entitlements:change': ofStaff(holds('entitlements:change')),

  // beside the contract's actions: what a mailed key allows its holder, and each job of the worker
  'mailed-key:reset-password': byMailedKey('password-reset'),
  'mailed-key:confirm-email': byMailedKey('email-confirmation'),
  'mailed-key:take-off': byMailedKey('take-off'),
  'job:answer-reset-requests': ofSystem,
  'job:cancel-card-payments': ofSystem,
  'job:count-search-words': ofSystem,
  'job:delete-old-rows': ofSystem,
  'job:deliver-to-cis': ofSystem,
  'job:expire-tasks': ofSystem,
  'job:live-beat': ofSystem,
  'job:make-record-partitions': ofSystem,
  'job:send-messages': ofSystem,
  'job:settle-searches': ofSystem,
  'job:sweep-masquerades': ofSystem,
  'job:tell-of-alerts': ofSystem,
  'job:tell-of-links': ofSystem,
  'job:tell-of-visits': ofSystem,
  'job:watch-cis': ofSystem,
  'job:work-tasks': ofSystem,
  public: ofAnybody,
}

// Not on the declaration itself: what a row is about would be read off the general type.
policy satisfies Record<Action | InwardAction, Row>
