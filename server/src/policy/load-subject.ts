import type { Action } from '@porchlight/contract/actions.ts'
import type { Sql } from '#database/sql.ts'
import { type Actor, customerOf } from './actor.ts'
import { loadCustomer, loadOpenings, loadTaskCustomers } from './load-customer.ts'
import type { Named } from './named.ts'
import { actsOnTask, opensCustomer } from './opens-customer.ts'
import {
  alertSubject,
  callerTarget,
  linkOf,
  masqueradeSubject,
  masqueradeTarget,
  staffProposalSubject,
  toDoSubject,
} from './queries.ts'
import type { Subject } from './subject.ts'

/**
 * Loads the subject of a decision in the transaction of the request. The subject has the ids that the request names and the
 * rows that exist. Rows that do not exist are missing from it, and the policy refuses.
 */
export async function loadSubject(sql: Sql, actor: Actor, action: Action, named: Named): Promise<Subject> {
  return { ...named, ...(await readSubject(sql, actor, action, named)) }
}

async function readSubject(sql: Sql, actor: Actor, action: Action, named: Named): Promise<Subject> {
  if (
    (action === 'masquerade:start' || action === 'caller:verify') &&
    actor.kind === 'csr' &&
    named.webUserId !== undefined &&
    named.accountId !== undefined
  ) {
    const { accountId, webUserId } = named
    const [target, openings] = await Promise.all([
      action === 'masquerade:start'
        ? masqueradeTarget.one(sql, { webUserId, accountId })
        : callerTarget.one(sql, { webUserId, accountId, deskSessionId: actor.deskSessionId }),
      loadOpenings(sql, actor, { customer: accountId, identifier: undefined }),
    ])
    return { accountId, target, openings }
  }
  if (actor.kind === 'csr' && (action === 'to-do:work' || action === 'to-do:assign')) {
    const { toDoId } = named
    const toDo = toDoId && (await toDoSubject.first(sql, { toDoId, csrId: actor.csrId }))
    return toDo
      ? {
          ...(toDo.accountId !== null && { accountId: toDo.accountId }),
          toDo: { role: toDo.role, aboutCsrId: toDo.aboutCsrId },
        }
      : {}
  }
  if (actor.kind === 'csr' && action.startsWith('alert:') && action !== 'alert:view') {
    const { toDoId } = named
    const alert = toDoId && (await alertSubject.first(sql, { toDoId }))
    return alert
      ? {
          ...(alert.accountId !== null && { accountId: alert.accountId }),
          alert: { aboutCsrId: alert.aboutCsrId },
        }
      : {}
  }
  if (actor.kind === 'csr' && (opensCustomer(action, named) || action === 'account:open-protected'))
    return loadCustomer(sql, actor, named)
  const { proposalId } = named
  if (actor.kind === 'csr' && proposalId !== undefined) {
    return { staffProposal: await staffProposalSubject.first(sql, { proposalId }) }
  }
  const { taskId } = named
  if (actor.kind === 'csr' && taskId !== undefined && actsOnTask(action, named)) {
    const subject = (await loadTaskCustomers(sql, actor, [taskId])).get(taskId)
    return subject?.customer ? { ...subject, accountId: subject.customer.accountId } : {}
  }
  if (named.masqueradeId !== undefined && actor.kind !== 'visitor') {
    const masquerade = await masqueradeSubject.first(sql, { masqueradeId: named.masqueradeId })
    if (!masquerade) return {}
    const { accountId, webUserId } = masquerade
    return { accountId, webUserId, masquerade }
  }
  if (named.accountId === undefined) return {}
  const customer = customerOf(actor)
  if (!customer) return { accountId: named.accountId }
  const link = await linkOf.first(sql, { webUserId: customer.webUserId, accountId: named.accountId })
  return { accountId: named.accountId, link }
}
