import type { Action } from '@porchlight/contract/actions.ts'
import { api } from '@porchlight/contract/api.ts'
import type { EndpointName } from '@porchlight/contract/client.ts'
import { changes, chosen, type OneEndpoint } from '@porchlight/contract/endpoint.ts'
import { hasWritten } from '#database/query.ts'
import type { Actor } from '#policy/actor.ts'
import { admit } from '#policy/admit.ts'
import { grantOf, idsForRecord } from '#policy/decide.ts'
import { namedBy } from '#policy/named.ts'
import { Refusal } from '#policy/refusal.ts'
import { noteOpenings } from '#record/note-openings.ts'
import type { Entry } from '#record/record.ts'
import type { Context, Handlers, Work } from './handler.ts'
import { readOutcome } from './outcome.ts'
import type { ParsedInput } from './parse.ts'

export type AnyEndpoint = OneEndpoint & { action: Action | 'public' }
type Steps = Exclude<Work<never>, (...args: never[]) => unknown>

/** Returns an endpoint with the action that the path chooses. Refuses an action that its choice does not have (400). */
export function endpointOf(name: EndpointName, params: unknown): AnyEndpoint {
  const one = chosen(api[name], params)
  if (!one) throw new Refusal('invalid-request', { fields: [{ field: 'action', reason: 'not-valid' }] })
  return one as AnyEndpoint
}

/** Returns the steps of an endpoint's handler. */
export function stepsOf(handlers: Handlers, name: EndpointName): Steps {
  const handler = handlers[name] as unknown as Steps | Steps['handle']
  return typeof handler === 'function' ? { handle: handler } : handler
}

export type Performance = Pick<Context, 'sql' | 'request' | 'reply' | 'installation'> & {
  actor: Actor
  /** Left out where the transaction goes on after this endpoint. */
  last?: Context['last']
  preparation?: Context['preparation']
}

/**
 * Decides and handles one endpoint inside a transaction. Returns the response, the task that a change made, and the entries for the
 * record. A handler calls it for another endpoint than its own, under the same actor; it then writes one entry for both.
 */
export async function perform(
  handlers: Handlers,
  name: EndpointName,
  input: ParsedInput,
  { actor, preparation = null, ...performance }: Performance,
  prepared?: unknown,
) {
  const { sql, request } = performance
  const endpoint = endpointOf(name, input.params)
  const { action } = endpoint
  const named = namedBy(input)
  const { subject, grant } =
    action === 'public'
      ? { subject: {}, grant: grantOf(actor, action) }
      : await admit(sql, actor, action, named)
  await noteOpenings(sql, grant, action, named, subject)

  const entries: Entry[] = []
  const ids = idsForRecord(grant)
  const note = (entry: Omit<Entry, 'action'>) => entries.push({ action, ...ids, ...entry })
  const { correlationId } = request
  const last: Context['last'] = performance.last ?? ((send) => send(sql))
  const context = { ...performance, last, grant, subject, correlationId, preparation, handlers, note }
  const outcome = await stepsOf(handlers, name).handle(input as never, context as never, prepared)

  const { kind, response: result, task } = readOutcome(outcome)
  const isChange = changes(endpoint)
  const isStaff = actor.kind === 'masquerade' || (actor.kind === 'csr' && endpoint.opens !== undefined)
  if (kind === 'unchanged') {
    if (entries.length > 0 || hasWritten(grant))
      throw new Error(`${name} says that it changed nothing, and wrote`)
  } else if (isChange) {
    if (endpoint.task && task?.taskType !== endpoint.task)
      throw new Error(`${name} made no ${endpoint.task} task`)
    if (entries.length === 0 && kind !== 'recorded')
      note({ event: 'changed', ...(task && { taskId: task.taskId }) })
  } else if (action !== 'public' && isStaff && entries.length === 0) {
    note({ event: 'read' })
  }
  return { result, task, entries, isChange }
}
