import type { Action } from '@porchlight/contract/actions.ts'
import type { Sql } from '#database/sql.ts'
import type { Actor } from './actor.ts'
import { decide } from './decide.ts'
import type { Grant } from './grant.ts'
import { loadSubject } from './load-subject.ts'
import type { Named } from './named.ts'
import { Refusal } from './refusal.ts'
import type { Subject } from './subject.ts'

/** Loads the subject of an action and decides; throws the refusal. A handler also uses it for actions beside its own. */
export async function admit<A extends Action>(
  sql: Sql,
  actor: Actor,
  action: A,
  named: Named,
): Promise<{ subject: Subject; grant: Grant<A> }> {
  const subject = await loadSubject(sql, actor, action, named)
  const decision = decide(actor, action, subject)
  if (decision.allow) return { subject, grant: decision.grant }
  const accountId = subject.customer?.accountId
  const isUnexplained = decision.reason === 'further-reason-required' && accountId !== undefined
  throw new Refusal(decision.reason, isUnexplained ? { accountId } : {})
}
