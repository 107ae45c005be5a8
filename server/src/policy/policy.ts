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

export const no = (reason: Reason) => () => reason
export const yes = () => 'ok' as const

export const holds = (permission: Permission) => (who: Csr) =>
  who.permissions.has(permission) ? ('ok' as const) : ('permission-missing' as const)

/** The customer may, on an account that is linked, with a role that has this right. */
export const linkedWith =
  (right: 'see' | 'pay' | 'change' | 'invite') => (_: CustomerIdentity, on: Subject) => {
    if (!on.link) return 'account-not-linked' as const
    return on.link.rights.includes(right) ? ('ok' as const) : ('role-may-not' as const)
  }

/** The customer holds the account: answers for its money, and for who sees it. */
export const holding = (_: CustomerIdentity, on: Subject) => {
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
export const ofCustomer = <Id extends keyof Ids = never>(
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
export const inPerson = <Id extends keyof Ids = never>(
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
export const ofMasquerade = (masquerade: Rule['masquerade']): Row<'masquerade', never> => ({
  ...portal,
  customer: no('masquerade-only'),
  masquerade,
  allows: ['masquerade'],
  about: [],
})
export const ofStaff = <Id extends keyof Ids = never>(csr: Rule['csr'], ...about: Id[]): Row<'csr', Id> => ({
  ...desk,
  csr,
  allows: ['csr'],
  about,
})
/** What the holder of a mailed key may do with it, once. Nobody else reaches it: they answer as if it were not there. */
export const byMailedKey = <Id extends keyof Ids = never>(
  purpose: MailedKeyPurpose,
  ...about: Id[]
): Row<'customer', Id> => ({
  ...nobody,
  customer: (who, { mailedKey }) =>
    mailedKey?.purpose === purpose && mailedKey.webUserId === who.webUserId ? 'ok' : 'mailed-key-over',
  allows: ['customer'],
  about,
})
/** A job of the worker. */
export const ofSystem: Row<'system', never> = {
  ...nobody,
  customer: no('not-found'),
  system: 'ok',
  allows: ['system'],
  about: [],
}

/** Protected customers ask for a further reason first; and there is a limit to what a CSR opens in an hour. */
export function guarded({ customer, openings = [] }: Subject): Verdict {
  if (customer && !customer.isExplained) return 'further-reason-required'
  const over = openings.find(({ isOpen, others, most }) => !isOpen && others >= most)
  if (!over) return 'ok'
  return over.what === 'customer' ? 'too-many-customers' : 'too-many-reveals'
}

/** A to do of a role that none of the CSR's groups works is as one that is not there. */
export const onSeenToDo = (permission: Permission) =>
  ofStaff((who, on) => {
    const held = holds(permission)(who)
    if (held !== 'ok') return held
    if (!on.toDo) return 'not-found'
    return on.toDo.aboutCsrId === who.csrId ? 'own-alert' : 'ok'
  }, 'toDoId')

/** What shows a customer to a CSR who holds the permission: one rule for every action that opens one. */
export const opens = <Id extends keyof Ids = never>(permission: Permission, ...about: Id[]) =>
  ofStaff(
    (who, on) => {
      const held = holds(permission)(who)
      return held === 'ok' ? guarded(on) : held
    },
    ...about,
  )

/** What changes a task: a protected customer's asks for a further reason; nobody is opened, whatever number is worked through. */
export const actsOnTask = (permission: Permission, more: (on: Subject) => Verdict = yes) =>
  ofStaff((who, on) => {
    const held = holds(permission)(who)
    if (held !== 'ok') return held
    return on.customer && !on.customer.isExplained ? 'further-reason-required' : more(on)
  }, 'taskId')

/** Nobody approves what is asked for an account that they are on themselves. */
export const notOwnAccount = ({ customer }: Subject) => (customer?.isOwn ? 'own-account' : 'ok')

/** What changes who sees an account: as what opens it, and no CSR does it to an account that they are on themselves. */
export const changesAccess = <Id extends keyof Ids = never>(
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
export const forWebUser = (permission: Permission, more: (who: WebUserSubject) => Verdict = yes) =>
  changesAccess(permission, ({ webUser }) => (webUser ? more(webUser) : 'not-found'), 'webUserId')

export const ofPaymentPage: Row<'integration', never> = {
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
export const ofAnybody: Row<ActorKind, never> = {
  visitor: 'ok',
  customer: yes,
  csr: yes,
  masquerade: yes,
  integration: yes,
  system: 'ok',
  allows: ['visitor', 'customer', 'csr', 'masquerade', 'integration', 'system'],
  about: [],
}

/** About a masquerade that exists, whoever started it. */
export const onMasquerade = (csr: Rule['csr']) => ofStaff(csr, 'masqueradeId', 'accountId', 'webUserId')

/**
 * Declares what the policy answers for a feature's actions. Not checked here, since what a row is about would be read off the
 * general type: `table.ts` does.
 */
export const rows = <R>(declared: R): R => declared
