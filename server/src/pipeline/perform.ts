import type { Action } from '@porchlight/contract/actions.ts'
import { api } from '@porchlight/contract/api.ts'
import type { EndpointName } from '@porchlight/contract/client.ts'
import { changes, type Endpoint } from '@porchlight/contract/endpoint.ts'
import type { Sql } from '#database/sql.ts'
import type { Actor } from '#policy/actor.ts'
import { accountIdOf, decide, grantOf } from '#policy/decide.ts'
import { loadSubject } from '#policy/load-subject.ts'
import type { Named } from '#policy/named.ts'
import { opensCustomer } from '#policy/opens-customer.ts'
import type { Subject } from '#policy/subject.ts'
import type { Installation } from '../installation.ts'
import type { Context, Handler, HandlerInput, Handlers } from './handler.ts'
import { noteOpenings } from './note-openings.ts'
import type { Entry } from './record.ts'
import { Refusal } from './refusal.ts'
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
  // A search's terms are texts, whatever they are called: only numbers are ids.
  const { accountId, webUserId, personIdentifierId } = (input.body ?? {}) as Record<keyof Named, unknown>
  return {
    ...(typeof accountId === 'number' && { accountId }),
    ...(typeof webUserId === 'number' && { webUserId }),
    ...(typeof personIdentifierId === 'number' && { personIdentifierId }),
    ...params,
  }
}

/** Loads what the endpoint is about and decides; throws the refusal. */
export async function admit(sql: Sql, actor: Actor, endpoint: AnyEndpoint, named: Named) {
  const none: Subject = {}
  if (endpoint.action === 'public')
    return { subject: none, grant: grantOf(actor, 'public') as Context['grant'] }
  const subject = await loadSubject(sql, actor, endpoint.action, named)
  const decision = decide(actor, endpoint.action, subject)
  if (!decision.allow) {
    const accountId = subject.customer?.accountId
    const isUnexplained = decision.reason === 'further-reason-required' && accountId !== undefined
    throw new Refusal(decision.reason, isUnexplained ? { accountId } : {})
  }
  return { subject, grant: decision.grant as Context['grant'] }
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
  const { accountId, webUserId, masqueradeId, taskId } = named
  const { subject, grant } = await admit(sql, actor, endpoint, named)
  if (actor.kind === 'csr' && opensCustomer(endpoint.action, named)) await noteOpenings(sql, actor, subject)
  const entries: Entry[] = []
  const context: Context = {
    sql,
    grant,
    subject,
    request,
    reply,
    installation,
    correlationId: request.correlationId,
    note: (entry) => entries.push({ action: endpoint.action, accountId: accountIdOf(grant), ...entry }),
    isRecorded: false,
    isUnchanged: false,
    task: undefined,
  }
  const result = await stepsOf(handlers, name).handle(input as never, context as never, prepared)
  const isStaff = actor.kind === 'masquerade' || (actor.kind === 'csr' && endpoint.opens !== undefined)
  if (context.isUnchanged) {
    if (context.task || entries.length > 0) throw new Error(`${name} changed nothing, and something`)
  } else if (changes(endpoint)) {
    if (endpoint.task && context.task?.taskType !== endpoint.task)
      throw new Error(`${name} made no ${endpoint.task} task`)
    if (entries.length === 0 && !context.isRecorded)
      context.note({ event: 'changed', accountId, webUserId, masqueradeId, taskId: context.task?.taskId })
  } else if (endpoint.action !== 'public' && isStaff && entries.length === 0) {
    context.note({ event: 'read', accountId, webUserId, masqueradeId, taskId })
  }
  return { result, entries, isChange: changes(endpoint) }
}
