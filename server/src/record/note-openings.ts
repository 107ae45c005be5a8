import type { Action } from '@porchlight/contract/actions.ts'
import type { Sql } from '#database/sql.ts'
import type { Grant, GrantedAction } from '#policy/grant.ts'
import type { Named } from '#policy/named.ts'
import { type OpeningAction, opensCustomer } from '#policy/opens-customer.ts'
import type { Subject } from '#policy/subject.ts'
import { noteOpening, settleSearch } from './queries.ts'

/** Returns whether the grant of a CSR opens a customer. */
function opens(
  grant: Grant<GrantedAction>,
  action: Action | 'public',
  named: Named,
): grant is Grant<OpeningAction> {
  return grant.actor.kind === 'csr' && opensCustomer(action, named)
}

/**
 * Records that a CSR opened a customer, behind the search that led to it. New openings count against the CSR's hourly limits.
 * Records nothing for an action that opens no customer.
 */
export async function noteOpenings(
  sql: Sql,
  grant: Grant<GrantedAction>,
  action: Action | 'public',
  named: Named,
  { openings = [] }: Subject,
): Promise<void> {
  if (!opens(grant, action, named)) return
  const fresh = openings.filter(({ isOpen }) => !isOpen)
  for (const { what, id } of fresh) await noteOpening(sql, grant, { what, id })
  if (fresh.length === 0) await settleSearch(sql, grant)
}
