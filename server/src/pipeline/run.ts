import { api } from '@porchlight/contract/api.ts'
import type { Client, EndpointName } from '@porchlight/contract/client.ts'
import { changes, type Endpoint } from '@porchlight/contract/endpoint.ts'
import type { Database } from '#database/database.ts'
import type { Pool, Sql } from '#database/sql.ts'
import type { Actor } from '#policy/actor.ts'
import { decide, publicGrant } from '#policy/decide.ts'
import { loadSubject, type Named } from '#policy/load-subject.ts'
import type { Subject } from '#policy/subject.ts'
import type { Installation } from '../installation.ts'
import type { Context, Handler, HandlerInput, Handlers } from './handler.ts'
import { type Ended, identify } from './identify.ts'
import { parseInput, type RawInput } from './parse.ts'
import { type Entry, record } from './record.ts'
import { Refusal } from './refusal.ts'
import type { IncomingRequest, Reply } from './request.ts'
import { CommittedRefusal, inTransaction } from './transaction.ts'

export type Pipeline = {
  /** One endpoint in a transaction of its own: parse, actor, subject, decide, handle, record, commit. */
  call(name: EndpointName, input: RawInput, request: IncomingRequest, reply: Reply): Promise<unknown>
  /** Several reads in one transaction: what a page needs. The client refuses what changes something. */
  read<T>(request: IncomingRequest, work: (client: Client) => Promise<T>): Promise<T>
}

type AnyEndpoint = Endpoint & { task?: string | null }
type Input = HandlerInput<{ params: never; query: never; body: never }>
type Steps = Exclude<Handler<never>, (...args: never[]) => unknown>

const endpoints: Record<EndpointName, AnyEndpoint> = api

/** The pipeline over a database, the features' handlers and the installation. It knows no feature. */
export function createPipeline(database: Database, handlers: Handlers, installation: Installation): Pipeline {
  const stepsOf = (name: EndpointName): Steps => {
    const handler = handlers[name] as unknown as Steps | Steps['handle']
    return typeof handler === 'function' ? { handle: handler } : handler
  }

  /** Decides and handles one endpoint inside a transaction; gives the answer and the record's entries. */
  async function perform(
    sql: Sql,
    actor: Actor,
    name: EndpointName,
    input: Input,
    request: IncomingRequest,
    reply: Reply,
    prepared: unknown,
  ) {
    const endpoint = endpoints[name]
    const named: Named = { ...(input.params as Named | undefined), ...idsOf(input.body) }
    let subject: Subject = {}
    let grant = publicGrant(actor) as Context['grant']
    if (endpoint.action !== 'public') {
      subject = await loadSubject(sql, actor, endpoint.action, named)
      const decision = decide(actor, endpoint.action, subject)
      if (!decision.allow) throw new Refusal(decision.reason)
      grant = decision.grant
    }
    const entries: Entry[] = []
    const context: Context = {
      sql,
      grant,
      subject,
      request,
      reply,
      installation,
      correlationId: request.correlationId,
      note: (entry) => entries.push({ action: endpoint.action, accountId: grant.accountId, ...entry }),
      isRecorded: false,
      task: undefined,
    }
    const handled = await stepsOf(name).handle(input as never, context as never, prepared)
    if (changes(endpoint)) {
      if (endpoint.task && context.task?.taskType !== endpoint.task)
        throw new Error(`${name} made no ${endpoint.task} task`)
      if (entries.length === 0 && !context.isRecorded)
        context.note({ event: 'changed', taskId: context.task?.taskId, ...idsNamed(named) })
    } else if (
      endpoint.action !== 'public' &&
      (actor.kind === 'masquerade' || (actor.kind === 'csr' && endpoint.opens))
    ) {
      context.note({ event: 'read', ...idsNamed(named) })
    }
    return { handled, entries }
  }

  /** The role that a request runs on. A masquerade's write role is used only when it is acting. */
  async function poolFor(request: IncomingRequest, endpoint: AnyEndpoint | undefined): Promise<Pool> {
    if (request.clientId) return database.worker
    if (request.site !== 'view') return database[request.site]
    if (!endpoint?.task) return database.view
    const actor = await inTransaction(
      database.view,
      false,
      (sql) => identify(sql, request),
      async (_, who) => who,
    )
    return actor.kind === 'masquerade' && actor.mode === 'act' ? database.portal : database.view
  }

  /** A refusal's own line in the record, in a statement of its own: the transaction is gone. */
  async function recordRefusal(
    pool: Pool,
    actor: Actor | undefined,
    action: string,
    accountId: number | undefined,
    refusal: Refusal,
    request: IncomingRequest,
  ) {
    if (!actor || actor.kind === 'visitor' || refusal.status === 503) return
    await record(pool, actor, request.correlationId, [
      { event: 'refused', action, accountId, reason: refusal.reason },
    ])
  }

  async function call(name: EndpointName, raw: RawInput, request: IncomingRequest, reply: Reply) {
    const endpoint = endpoints[name]
    const input = parseInput(endpoint, raw) as Input
    if (endpoint.action === 'public' && request.site !== 'portal') throw new Refusal('not-found')
    const pool = await poolFor(request, endpoint)
    const outside = { pool, request, installation }
    const steps = stepsOf(name)
    const prepared = await steps.before?.(input as never, outside)
    let actor: Actor | undefined
    const lazy = request.site === 'view' && !changes(endpoint)
    const handled = await inTransaction(
      pool,
      lazy,
      (sql) => identify(sql, request),
      async (sql, who) => {
        actor = live(who)
        const done = await perform(sql, actor, name, input, request, reply, prepared)
        await record(sql, actor, request.correlationId, done.entries)
        return done.handled
      },
    ).catch(async (error: unknown) => {
      if (error instanceof Refusal)
        await recordRefusal(
          pool,
          actor,
          endpoint.action,
          idsNamed({ ...(input.params as Named | undefined), ...idsOf(input.body) }).accountId,
          error,
          request,
        )
      throw error
    })
    const answer = steps.after ? await steps.after(input as never, handled, outside) : handled
    return endpoint.response.parse(answer)
  }

  async function read<T>(request: IncomingRequest, work: (client: Client) => Promise<T>): Promise<T> {
    const pool = await poolFor(request, undefined)
    let actor: Actor | undefined
    let last: { action: string; accountId: number | undefined } = {
      action: 'portal:open',
      accountId: undefined,
    }
    return inTransaction(
      pool,
      request.site === 'view',
      (sql) => identify(sql, request),
      async (sql, who) => {
        const known = live(who)
        actor = known
        const entries: Entry[] = []
        const one =
          (name: EndpointName) =>
          async (raw: RawInput = {}) => {
            const endpoint = endpoints[name]
            if (changes(endpoint)) throw new Error(`${name} changes something: it is not for a page's reads`)
            const input = parseInput(endpoint, raw) as Input
            last = { action: endpoint.action, accountId: (input.params as Named | undefined)?.accountId }
            const reply: Reply = { setCredential: undefined }
            const done = await perform(sql, known, name, input, request, reply, undefined)
            entries.push(...done.entries)
            return endpoint.response.parse(done.handled)
          }
        const client = Object.fromEntries(
          Object.keys(endpoints).map((name) => [name, one(name as EndpointName)]),
        )
        const result = await work(client as unknown as Client)
        await record(sql, known, request.correlationId, entries)
        return result
      },
    ).catch(async (error: unknown) => {
      if (error instanceof Refusal)
        await recordRefusal(pool, actor, last.action, last.accountId, error, request)
      throw error
    })
  }

  return { call, read }
}

function live(who: Actor | Ended): Actor {
  if (who.kind === 'ended') throw new CommittedRefusal('masquerade-ended')
  return who
}

function idsOf(body: unknown): Named {
  if (typeof body !== 'object' || body === null) return {}
  const { accountId, webUserId } = body as Named
  return {
    ...(accountId === undefined ? {} : { accountId }),
    ...(webUserId === undefined ? {} : { webUserId }),
  }
}

function idsNamed(
  named: Named & { taskId?: number },
): Pick<Entry, 'accountId' | 'webUserId' | 'masqueradeId' | 'taskId'> {
  const { accountId, webUserId, masqueradeId, taskId } = named
  return JSON.parse(JSON.stringify({ accountId, webUserId, masqueradeId, taskId }))
}
