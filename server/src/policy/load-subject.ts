import type { Action } from '@porchlight/contract/actions.ts'
import type { Sql } from '#database/sql.ts'
import { type Actor, customerOf } from './actor.ts'
import { linkOf, masqueradeSubject, masqueradeTarget } from './queries.ts'
import type { Subject } from './subject.ts'

/** The ids that a request names, from its parameters and body. */
export type Named = { accountId?: number; webUserId?: number; masqueradeId?: string }

/** Reads what the decision is about, by the ids that the request names. Unknown ids leave the subject empty. */
export async function loadSubject(sql: Sql, actor: Actor, action: Action, named: Named): Promise<Subject> {
  if (
    action === 'masquerade:start' &&
    actor.kind === 'csr' &&
    named.webUserId !== undefined &&
    named.accountId !== undefined
  ) {
    const target = await masqueradeTarget.one(sql, { webUserId: named.webUserId, accountId: named.accountId })
    return { accountId: named.accountId, target }
  }
  if (named.masqueradeId !== undefined && actor.kind !== 'visitor') {
    const found = await masqueradeSubject.first(sql, { masqueradeId: named.masqueradeId })
    return found ? { accountId: found.accountId, masquerade: found } : {}
  }
  if (named.accountId === undefined) return {}
  const customer = customerOf(actor)
  if (!customer) return { accountId: named.accountId }
  const link = await linkOf.first(sql, { webUserId: customer.webUserId, accountId: named.accountId })
  return { accountId: named.accountId, link }
}
