import type { Action } from '@porchlight/contract/actions.ts'
import type { Permission } from '@porchlight/contract/permissions.ts'
import type { Sql } from '#database/sql.ts'
import type { Csr, Masquerade, Visitor } from './actor.ts'
import { answers } from './decide.ts'
import { loadSubject } from './load-subject.ts'
import type { Named } from './named.ts'
import type { Row, Verdict } from './policy.ts'
import { linkAhead } from './queries.ts'
import type { Subject } from './subject.ts'
import { policy } from './table.ts'

/** Somebody of whom it is asked what the policy would answer them, without a request of theirs. */
export type ActorAhead = Visitor | Csr | Masquerade

/** A CSR's permissions that remember which of them a rule has asked for. */
class WatchedPermissions extends Set<Permission> {
  readonly asked = new Set<Permission>()
  override has(permission: Permission): boolean {
    this.asked.add(permission)
    return super.has(permission)
  }
}

const watching = (csr: Csr, permissions: WatchedPermissions): Csr => ({ ...csr, permissions })

/** Returns who can be allowed an action: a CSR at the desk, somebody in the portal, or neither. */
export function sitesOf(action: Action): { isOfDesk: boolean; isOfPortal: boolean } {
  const { allows }: Row = policy[action]
  return {
    isOfDesk: allows.includes('csr'),
    isOfPortal: allows.includes('customer') || allows.includes('masquerade'),
  }
}

/** Loads what a decision would be about. A masquerade that does not exist sees what its web user sees. */
export async function loadSubjectAhead(
  sql: Sql,
  actor: ActorAhead,
  action: Action,
  named: Named,
): Promise<Subject> {
  if (actor.kind !== 'masquerade') return loadSubject(sql, actor, action, named)
  const { accountId } = named
  if (accountId === undefined) return named
  return { ...named, link: await linkAhead.first(sql, { webUserId: actor.customer.webUserId, accountId }) }
}

/** Returns the policy's verdict, by the rules of a request, and the permissions that these rules asked for. */
export function verdictAhead(
  actor: ActorAhead,
  action: Action,
  on: Subject,
): { verdict: Verdict; permissions: Permission[] } {
  if (actor.kind === 'visitor') return { verdict: answers(actor, on, action)[action], permissions: [] }
  const csr = actor.kind === 'csr' ? actor : actor.csr
  const watched = new WatchedPermissions(csr.permissions)
  const who = actor.kind === 'csr' ? watching(csr, watched) : { ...actor, csr: watching(csr, watched) }
  const verdict = answers(who, on, action)[action]
  return { verdict, permissions: [...watched.asked] }
}
