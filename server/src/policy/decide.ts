import { type Action, actions } from '@porchlight/contract/actions.ts'
import { entitlementOf, type MasqueradeClass } from '@porchlight/contract/entitlements.ts'
import type { May } from '@porchlight/contract/values.ts'
import type { Actor, Masquerade } from './actor.ts'
import { isEntitled } from './entitled.ts'
import { policy, type Rule, type Verdict } from './policy.ts'
import type { Subject } from './subject.ts'

declare const proof: unique symbol
/**
 * Proof that `decide` allowed this action for this actor on this subject. Only this file makes one. It carries the actor
 * and the account: ids come from the grant, not from the URL.
 */
export type Grant<A extends Action | 'public'> = {
  readonly [proof]: A
  readonly action: A
  readonly actor: Actor
  readonly accountId: number | undefined
}

export type Decision<A extends Action> =
  | { allow: true; grant: Grant<A> }
  | { allow: false; reason: Exclude<Verdict, 'ok'> }

/** Decides one action. A refusal has a name. */
export function decide<A extends Action>(actor: Actor, action: A, on: Subject): Decision<A> {
  const verdict = judge(actor, policy[action], actions[action], on)
  if (verdict !== 'ok') return { allow: false, reason: verdict }
  return { allow: true, grant: { action, actor, accountId: on.accountId } as Grant<A> }
}

/** The grant of a public endpoint: nothing was decided, the actor is whoever it is. */
export function publicGrant(actor: Actor): Grant<'public'> {
  return { action: 'public', actor, accountId: undefined } as Grant<'public'>
}

/** For data that travels with its decisions: each action's answer for this actor on this subject. */
export function answers<const A extends Action>(actor: Actor, on: Subject, ...names: A[]): May<A> {
  return Object.fromEntries(
    names.map((name) => [name, judge(actor, policy[name], actions[name], on)]),
  ) as May<A>
}

function judge(actor: Actor, rule: Rule, masqueradeClass: MasqueradeClass, on: Subject): Verdict {
  switch (actor.kind) {
    case 'visitor':
      return rule.visitor
    case 'customer':
      return rule.customer(actor, on)
    case 'csr':
      return rule.csr(actor, on)
    case 'masquerade':
      return judgeMasquerade(actor, rule, masqueradeClass, on)
    case 'integration':
      return rule.integration(actor)
    case 'system':
      return rule.system
  }
}

/** What the web user may do, and what the utility switched on, and what this CSR was granted: all three. */
function judgeMasquerade(
  who: Masquerade,
  rule: Rule,
  masqueradeClass: MasqueradeClass,
  on: Subject,
): Verdict {
  if (masqueradeClass === 'never') return 'masquerade-never'
  const verdict = rule.masquerade(who, on)
  if (verdict !== 'ok') return verdict
  const entitlement = entitlementOf(masqueradeClass)
  if (entitlement === undefined) return 'ok'
  if (!isEntitled(entitlement, who.switches)) return 'entitlement-off'
  const leavesThePortal = masqueradeClass.startsWith('third-party')
  if (leavesThePortal && !isEntitled('thirdparty.redirect', who.switches)) return 'entitlement-off'
  if (masqueradeClass.startsWith('read')) return 'ok'
  if (!who.csr.permissions.has('masquerade:act')) return 'permission-missing'
  if (who.mode !== 'act') return 'masquerade-read-only'
  if (!masqueradeClass.startsWith('step-up')) return 'ok'
  return who.isSteppedUp ? 'ok' : 'step-up-required'
}
