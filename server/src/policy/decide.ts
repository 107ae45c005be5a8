import { type Action, actionNames, actions } from '@porchlight/contract/actions.ts'
import { reaches, requiredGrade } from '@porchlight/contract/caller-grades.ts'
import { entitlementOf, type MasqueradeClass } from '@porchlight/contract/entitlements.ts'
import type { Reason } from '@porchlight/contract/reasons.ts'
import type { May } from '@porchlight/contract/values.ts'
import type { Actor, Csr, Masquerade } from './actor.ts'
import { judgeEntitlement } from './entitled.ts'
import type { Grant, GrantedAction, JobName } from './grant.ts'
import type { Row, Rule, Verdict } from './policy.ts'
import type { Subject } from './subject.ts'
import { policy } from './table.ts'

export type { Grant } from './grant.ts'

export type Decision<A extends GrantedAction> =
  | { allow: true; grant: Grant<A> }
  | { allow: false; reason: Exclude<Verdict, 'ok'> }

/** Every grant that `decide` made, with the ids that fill a write's parameters and the subject of the decision. */
const made = new WeakMap<object, { ids: Readonly<Record<string, unknown>>; on: Subject }>()

/** Returns the ids that a grant carries; undefined for an object that `decide` did not make, such as a copy of a grant. */
export const idsCarried = (grant: object) => made.get(grant)?.ids

/** Decides one action. A refusal has a name. */
export function decide<A extends GrantedAction>(actor: Actor, action: A, on: Subject): Decision<A> {
  const row: Row = policy[action]
  const verdict = judge(actor, action, on)
  if (verdict !== 'ok') return { allow: false, reason: verdict }
  if (!row.allows.includes(actor.kind))
    throw new Error(`${action} allows a ${actor.kind} and does not say so`)
  if (row.about.some((id) => on[id] === undefined)) return { allow: false, reason: 'not-found' }
  const ids = { ...Object.fromEntries(row.about.map((id) => [id, on[id]])), ...idsOf(actor, row.allows) }
  const grant = Object.freeze({ ...ids, action, actor })
  made.set(grant, { ids, on })
  return { allow: true, grant: grant as unknown as Grant<A> }
}

/** Returns the grant of a job or of `public`, which the policy never refuses. A refusal is a programming error and throws. */
export function grantOf<A extends 'public' | `job:${JobName}`>(actor: Actor, action: A): Grant<A> {
  const decision = decide(actor, action, {})
  if (!decision.allow) throw new Error(`${action} is refused to a ${actor.kind}: ${decision.reason}`)
  return decision.grant
}

/**
 * Decides the grant's action again when more is known about its subject, such as a row that the handler has locked. The ids
 * stay those that were decided on.
 */
export function verdictWith(grant: Grant<Action>, more: Subject): Verdict {
  const on = { ...made.get(grant)?.on, ...more }
  return judge(grant.actor, grant.action, on)
}

/** Returns the account that a grant is about; undefined where it is about none. */
export const accountIdOf = (grant: object): number | undefined =>
  'accountId' in grant && typeof grant.accountId === 'number' ? grant.accountId : undefined

/** Returns the subject's ids that the record has columns for. */
export function idsForRecord(grant: Grant<GrantedAction>) {
  const { accountId, webUserId, masqueradeId, taskId } = made.get(grant)?.on ?? {}
  return { accountId, webUserId, masqueradeId, taskId }
}

/** The ids that come from the actor, as `GrantIds` has them: the same for every kind of actor that the row allows. */
function idsOf(actor: Actor, allows: Row['allows']) {
  if (actor.kind === 'csr' && allows.length === 1)
    return { csrId: actor.csrId, deskSessionId: actor.deskSessionId }
  if (actor.kind === 'customer' && allows.every((kind) => kind === 'customer' || kind === 'masquerade'))
    return { webUserId: actor.webUserId }
  if (actor.kind !== 'masquerade') return {}
  const { csr, customer, masqueradeId } = actor
  const { webUserId } = customer
  if (allows.length > 1) return allows.length === 2 ? { webUserId } : {}
  return { csrId: csr.csrId, deskSessionId: csr.deskSessionId, webUserId, masqueradeId }
}

/** Returns the class of an action. A masquerade may never use an action that is not in the contract, except `public`. */
const classOf = (action: GrantedAction): MasqueradeClass =>
  action in actions ? actions[action as Action] : action === 'public' ? 'read' : 'never'

/** Returns whether a decision would allow, for lists and streams that need no grant. */
export const allows = (actor: Actor, action: Action, on: Subject): boolean =>
  judge(actor, action, on) === 'ok'

/** Returns the verdict of each action for this actor and subject, for responses that tell the client what is allowed. */
export function answers<const A extends Action>(actor: Actor, on: Subject, ...names: A[]): May<A> {
  return Object.fromEntries(names.map((name) => [name, judge(actor, name, on)])) as May<A>
}

/**
 * Returns the actions that this CSR lacks the permission for, whatever they are about, with the reason. A rule of the desk asks
 * for the permission before it looks at the subject.
 */
export function refusedThroughout(csr: Csr): Partial<Record<Action, Reason>> {
  const verdicts = Object.entries(answers(csr, {}, ...actionNames))
  return Object.fromEntries(verdicts.filter(([, verdict]) => verdict === 'permission-missing'))
}

/** What a customer may do who must have a second factor and has none yet: set it up, look after the sign-in, and sign out. */
const beforeSecondFactor: ReadonlySet<GrantedAction> = new Set<GrantedAction>([
  'public',
  'portal:open',
  'session:end',
  'second-factor:view',
  'second-factor:change',
  'password:change',
  'access:view',
  'device:sign-out',
  'device:sign-out-all',
  'support-visit:end',
])

function judge(actor: Actor, action: GrantedAction, on: Subject): Verdict {
  const rule: Rule = policy[action]
  switch (actor.kind) {
    case 'visitor':
      return rule.visitor
    case 'customer':
      if (actor.lacksSecondFactor && !beforeSecondFactor.has(action)) return 'second-factor-required'
      return rule.customer(actor, on)
    case 'csr':
      return rule.csr(actor, on)
    case 'masquerade':
      return judgeMasquerade(actor, rule, classOf(action), on)
    case 'integration':
      return rule.integration(actor)
    case 'system':
      return rule.system
  }
}

/** Allows a masquerade only what the web user may do, the utility has switched on, and the CSR has permission for. */
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
  const entitled = judgeEntitlement(entitlement, who.csr, who.switches)
  if (entitled !== 'ok' || masqueradeClass.startsWith('read')) return entitled
  if (!reaches(who.callerGrade, requiredGrade(who.entitlementGrades, entitlement)))
    return 'caller-verification-required'
  if (who.mode !== 'act') return 'masquerade-read-only'
  if (!masqueradeClass.startsWith('step-up')) return 'ok'
  return who.isSteppedUp ? 'ok' : 'step-up-required'
}
