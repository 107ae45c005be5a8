/** Replaces the product's decision: the same verdicts, but a plain object instead of a grant. Counts the decisions. */
import type { Action } from '@porchlight/contract/actions.ts'
import * as product from '@porchlight/server/policy/decide.ts'
import type { Subject } from '@porchlight/server/policy/subject.ts'

export * from '@porchlight/server/policy/decide.ts'

type Who = Parameters<typeof product.answers>[0]
type Bare = { action: Action; actor: Who; on: Subject }

export const counts = { decisions: 0, commands: 0 }

const verdictOf = (actor: Who, action: Action, on: Subject) => product.answers(actor, on, action)[action]

export function decide(actor: Who, action: Action, on: Subject) {
  counts.decisions += 1
  const reason = verdictOf(actor, action, on)
  if (reason !== 'ok') return { allow: false, reason }
  const { csr, customer } = { csr: undefined, customer: undefined, ...actor }
  return { allow: true, grant: { ...customer, ...csr, ...actor, ...on, action, actor, on } }
}
export const idsCarried = (grant: object) => grant
export const verdictWith = ({ actor, action, on }: Bare, more: Subject) =>
  verdictOf(actor, action, { ...on, ...more })
export function idsForRecord({ on = {} }: Partial<Bare>) {
  const { accountId, webUserId, masqueradeId, taskId } = on
  return { accountId, webUserId, masqueradeId, taskId }
}
