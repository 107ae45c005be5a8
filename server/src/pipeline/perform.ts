import type { Action } from '@porchlight/contract/actions.ts'
import { api } from '@porchlight/contract/api.ts'
import type { EndpointName } from '@porchlight/contract/client.ts'
import { changes, type Endpoint } from '@porchlight/contract/endpoint.ts'
import { hasWritten } from '#database/query.ts'
import type { Sql } from '#database/sql.ts'
import type { Actor } from '#policy/actor.ts'
import { decide, grantOf, idsForRecord } from '#policy/decide.ts'
import type { Grant, GrantedAction } from '#policy/grant.ts'
import { loadSubject } from '#policy/load-subject.ts'
import type { Named } from '#policy/named.ts'
import { type OpeningAction, opensCustomer } from '#policy/opens-customer.ts'
import { Refusal } from '#policy/refusal.ts'
import type { Subject } from '#policy/subject.ts'
import { noteOpenings } from '#record/note-openings.ts'
import type { Entry } from '#record/record.ts'
import type { Installation } from '../installation.ts'
import type { Context, Handler, HandlerInput, Handlers } from './handler.ts'
import { readOutcome } from './outcome.ts'
import type { IncomingRequest, Reply } from './request.ts'

export type AnyEndpoint = Endpoint & { action: Action | 'public' }
export type AnyInput = HandlerInput<{ params: never; query: never; body: never }>
export type Steps = Exclude<Handler<never>, (...args: never[]) => unknown>

/** The contract, by name, without each endpoint's own types. */
export const endpoints: Record<EndpointName, AnyEndpoint> = api

/** The steps of an endpoint's handler. */
export function stepsOf(handlers: Handlers, name: EndpointName): Steps {
  const handler = handlers[name] as unknown as Steps | Steps['handle']
  return typeof handler === 'function' ? { handle: handler } : handler
}

/** The ids that a request names. */
export function namedBy(input: AnyInput): Named {
  const params = (input.params ?? {}) as Named
  // Search terms can have the names of ids, but they are texts. Only numbers are ids.
  const { accountId, webUserId, personIdentifierId } = (input.body ?? {}) as Record<keyof Named, unknown>
  return {
    ...(typeof accountId === 'number' && { accountId }),
    ...(typeof webUserId === 'number' && { webUserId }),
    ...(typeof personIdentifierId === 'number' && { personIdentifierId }),
    ...params,
  }
}

/** Loads the subject of an action and decides; throws the refusal. A handler also uses it for actions beside its own. */
export async function admit<A extends Action>(
  sql: Sql,
  actor: Actor,
  action: A,
  named: Named,
): Promise<{ subject: Subject; grant: Grant<A> }> {
  const subject = await loadSubject(sql, actor, action, named)
  const decision = decide(actor, action, subject)
  if (!decision.allow) {
    const accountId = subject.customer?.accountId
    const isUnexplained = decision.reason === 'further-reason-required' && accountId !== undefined
    throw new Refusal(decision.reason, isUnexplained ? { accountId } : {})
  }
  return { subject, grant: decision.grant }
}

/** Whether the grant of a CSR opens a customer. */
function opens(
  grant: Grant<GrantedAction>,
  action: Action | 'public',
  named: Named,
): grant is Grant<OpeningAction> {
  return grant.actor.kind === 'csr' && opensCustomer(action, named)
}

export type Performance = {
  sql: Sql
  actor: Actor
  request: IncomingRequest
  reply: Reply
  installation: Installation
  prepared: unknown
}

/** Decides and handles one endpoint inside a transaction; gives the answer and the entries for the record. */
export async function perform(handlers: Handlers, name: EndpointName, input: AnyInput, on: Performance) {
  const { sql, actor, request, reply, installation, prepared } = on
  const endpoint = endpoints[name]
  const named = namedBy(input)
  const { action } = endpoint
  const isPublic = action === 'public'
  const { subject, grant } = isPublic
    ? { subject: {}, grant: grantOf(actor, action) }
    : await admit(sql, actor, action, named)
  if (opens(grant, action, named)) await noteOpenings(sql, grant, subject)
  const entries: Entry[] = []
  const ids = idsForRecord(grant)
  const note = (entry: Omit<Entry, 'action'>) => entries.push({ action: endpoint.action, ...ids, ...entry })
  const { correlationId } = request
  const context = { sql, grant, subject, request, reply, installation, correlationId, note } as Context
  const outcome = await stepsOf(handlers, name).handle(input as never, context as never, prepared)
  const { response: result, task, isUnchanged, isRecorded } = readOutcome(outcome)
  const isStaff = actor.kind === 'masquerade' || (actor.kind === 'csr' && endpoint.opens !== undefined)
  if (isUnchanged) {
    if (entries.length > 0 || hasWritten(grant))
      throw new Error(`${name} says that it changed nothing, and wrote`)
  } else if (changes(endpoint)) {
    if (endpoint.task && task?.taskType !== endpoint.task)
      throw new Error(`${name} made no ${endpoint.task} task`)
    if (entries.length === 0 && !isRecorded) note({ event: 'changed', ...(task && { taskId: task.taskId }) })
  } else if (endpoint.action !== 'public' && isStaff && entries.length === 0) {
    note({ event: 'read' })
  }
  return { result, entries, isChange: changes(endpoint) }
}
