import type { Permission } from '@porchlight/contract/permissions.ts'
import type { Reason } from '@porchlight/contract/reasons.ts'
import type { ActorKind, Csr, CustomerIdentity, Integration, Masquerade } from './actor.ts'
import type { Ids, MailedKeyPurpose, Subject, WebUserSubject } from './subject.ts'

export type Verdict = 'ok' | Reason

/** What the policy decides beside the contract's actions. */
export type InwardAction = 'public' | `mailed-key:${string}` | `job:${string}`

/**
 * One row has a verdict for every kind of actor. `decide.ts` checks the action's class in the contract's table before the
 * masquerade's verdict; for a customer's action that verdict is the customer's own rule.
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
 * A rule and the contents of its grants: the kinds of actor it can allow, and the ids it is about. `decide` refuses with
 * `not-found` where one of these ids is missing.
 */
export type Row<Kind extends ActorKind = ActorKind, Id extends keyof Ids = keyof Ids> = Rule & {
  allows: readonly Kind[]
  about: readonly Id[]
}

export const no = (reason: Reason) => () => reason
export const yes = () => 'ok' as const

/** Returns whether a CSR holds a permission. No other function reads the permissions of a CSR (tools/architecture.mjs looks). */
export const isHeld = (who: Csr, permission: Permission): boolean => who.permissions.has(permission)

export const holds = (permission: Permission) => (who: Csr) =>
  isHeld(who, permission) ? ('ok' as const) : ('permission-missing' as const)

/** Allows a customer whose role on the linked account has this right. */
export const linkedWith =
  (right: 'see' | 'pay' | 'change' | 'invite') => (_: CustomerIdentity, on: Subject) => {
    if (!on.link) return 'account-not-linked' as const
    return on.link.rights.includes(right) ? ('ok' as const) : ('role-may-not' as const)
  }

/** Allows a holder of the account, who is responsible for its bills and decides who sees it. */
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

/** A page or change of the portal. A masquerade may do what its customer may, within the action's class. */
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
/** Allows the holder of a mailed key one use of it. Every other actor is refused with `not-found`. */
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

/** Requires a further reason for a protected customer, and enforces the CSR's hourly limits. */
export function guarded({ customer, openings = [] }: Subject): Verdict {
  if (customer && !customer.isExplained) return 'further-reason-required'
  const over = openings.find(({ isOpen, others, most }) => !isOpen && others >= most)
  if (!over) return 'ok'
  return over.what === 'customer' ? 'too-many-customers' : 'too-many-reveals'
}

/** The rule of every action by which a CSR opens a customer. */
export const opens = <Id extends keyof Ids = never>(permission: Permission, ...about: Id[]) =>
  ofStaff(
    (who, on) => {
      const held = holds(permission)(who)
      return held === 'ok' ? guarded(on) : held
    },
    ...about,
  )

/** The rule of actions that change who sees an account: the rule for opening it, and never on the CSR's own account. */
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

/**
 * The rule of actions on a web user who is linked to the account. Answers `not-found` for unknown web users and for those of
 * other accounts.
 */
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

/**
 * Allows every actor: public endpoints, and writes before the pipeline knows the actor. policy/public.test.ts lists each of
 * them.
 */
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

/** A CSR's action on an existing masquerade of any CSR. */
export const onMasquerade = (csr: Rule['csr']) => ofStaff(csr, 'masqueradeId', 'accountId', 'webUserId')

/**
 * Declares the policy rows of a feature's actions. `table.ts` checks them; a check here would widen the type and lose the ids
 * that a row is about.
 */
export const rows = <R>(declared: R): R => declared
