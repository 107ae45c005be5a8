import type { Actor, ActorKind } from './actor.ts'
import type { Ids } from './subject.ts'
import type { policy } from './table.ts'

/** Everything that can be granted: the contract's actions, what a mailed key allows, each job, and `public`. */
export type GrantedAction = keyof typeof policy
export type JobName = GrantedAction extends infer A ? (A extends `job:${infer Name}` ? Name : never) : never

type RowOf<A extends GrantedAction> = (typeof policy)[A]
type KindOf<A extends GrantedAction> = RowOf<A>['allows'][number] & ActorKind

/** The actors that the policy can allow an action, so that a handler need not check the kind of actor again. */
export type ActorOf<A extends GrantedAction> = Extract<Actor, { kind: KindOf<A> }>

/** The ids that come from the actor. In the portal and in a masquerade, `webUserId` is the customer. */
type ActorIds<Kind> = [Kind] extends ['csr']
  ? { csrId: string; deskSessionId: number }
  : [Kind] extends ['masquerade']
    ? { csrId: string; deskSessionId: number; webUserId: number; masqueradeId: string }
    : [Kind] extends ['customer' | 'masquerade']
      ? { webUserId: number }
      : unknown

type IdsOf = {
  [A in GrantedAction]: Readonly<ActorIds<KindOf<A>> & Pick<Ids, RowOf<A>['about'][number] & keyof Ids>>
}
/** Every id that a grant of this action carries: from the actor, and what the policy's row is about. */
export type GrantIds<A extends GrantedAction> = IdsOf[A]

declare const proof: unique symbol
type GrantOf = {
  [A in GrantedAction]: { readonly [proof]: A; readonly action: A; readonly actor: ActorOf<A> } & IdsOf[A]
}
/**
 * Proof that `decide` allowed this action (or one of these) for this actor on this subject. A grant carries the actor and the
 * ids of the decision, so that no handler takes ids from the URL. Every write requires a grant (`command()` in
 * database/query.ts).
 */
export type Grant<A extends GrantedAction> = GrantOf[A]
