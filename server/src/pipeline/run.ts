import type { Action } from '@porchlight/contract/actions.ts'
import { api } from '@porchlight/contract/api.ts'
import { type Client, clientOf, type EndpointName } from '@porchlight/contract/client.ts'
import { changes } from '@porchlight/contract/endpoint.ts'
import type { Database } from '#database/database.ts'
import type { Pool, Sql } from '#database/sql.ts'
import { inTransaction } from '#database/transaction.ts'
import { Turns } from '#database/turns.ts'
import type { Actor } from '#policy/actor.ts'
import { admit } from '#policy/admit.ts'
import { grantOf } from '#policy/decide.ts'
import { namedBy } from '#policy/named.ts'
import { Refusal } from '#policy/refusal.ts'
import type { Entry } from '#record/record.ts'
import { identify } from '#sessions/identify.ts'
import { TurnKeys } from '#sessions/turn-keys.ts'
import type { Installation } from '../installation.ts'
import { type Asked, exchange } from './exchange.ts'
import type { Handlers } from './handler.ts'
import { type ParsedInput, parseInput, type RawInput } from './parse.ts'
import { type AnyEndpoint, endpointOf, perform, stepsOf } from './perform.ts'
import type { IncomingRequest, Reply } from './request.ts'

export type Pipeline = {
  /** One endpoint in a transaction of its own: parse, actor, subject, decide, handle, record, commit. */
  call(name: EndpointName, input: RawInput, request: IncomingRequest, reply: Reply): Promise<unknown>
  /** Several reads in one transaction: what a page needs. The client refuses what changes something. */
  read<T>(request: IncomingRequest, work: (client: Client) => Promise<T>): Promise<T>
  /** Throws a refusal that was decided ahead of any endpoint. Leaves its line in the record where somebody is signed in. */
  refuse(request: IncomingRequest, attempt: Asked, refusal: Refusal): Promise<never>
}

/** Costly requests at once in this process: half of the connections that the desk has by default. */
const placesAtOnce = 4
/** Costly requests of one CSR that may wait; a browser has one. */
const mostWaiting = 32

const askedOf = ({ action }: AnyEndpoint, input: ParsedInput): Asked => ({
  action,
  accountId: namedBy(input).accountId,
})

/** Creates the pipeline over a database, the features' handlers and the installation. It knows no feature. */
export function createPipeline(database: Database, handlers: Handlers, installation: Installation): Pipeline {
  const turns = new Turns(placesAtOnce, mostWaiting)
  const turnKeys = new TurnKeys()

  /** The role that a request runs on. A masquerade's changes run on a role that may write only while it is acting. */
  async function poolFor(request: IncomingRequest, endpoint?: AnyEndpoint): Promise<Pool> {
    if (request.clientId) return database.worker
    if (request.site !== 'view') return database[request.site]
    if (!endpoint?.task) return database.view
    const first = (sql: Sql) => identify(sql, request, true)
    const who = await inTransaction(database.view, first, async (_, actor) => actor)
    return who.kind === 'masquerade' && who.mode === 'act' ? database.portal : database.view
  }

  async function call(name: EndpointName, raw: RawInput, request: IncomingRequest, reply: Reply) {
    const endpoint = endpointOf(name, raw.params)
    const input = parseInput(endpoint, raw)
    const { action } = endpoint
    if (action === 'public' && request.site !== 'portal') throw new Refusal('not-found')
    const pool = await poolFor(request, endpoint)
    const lazyCommit = request.site !== 'portal' && !changes(endpoint)
    const attempt = askedOf(endpoint, input)
    const steps = stepsOf(handlers, name)
    const grant = grantOf({ kind: 'visitor', ip: request.ip }, 'public')
    const outside = { pool, grant, request, installation, handlers }
    // Decides before the costly hash, so that a refused request costs none. The transaction decides again.
    const first = async (sql: Sql, actor: Actor) => ({
      result: (await admit(sql, actor, action as Action, namedBy(input))).grant,
    })
    const decided =
      steps.before && action !== 'public' ? await exchange(pool, request, lazyCommit, attempt, first) : grant
    const prepared = await steps.before?.(input as never, outside, decided as never)
    const handle = () =>
      exchange(
        pool,
        request,
        lazyCommit,
        attempt,
        (sql, actor, last, readAhead) => {
          turnKeys.learn(request, actor)
          const performance = { sql, actor, request, reply, installation, last }
          return perform(handlers, name, input, performance, prepared ?? readAhead)
        },
        async (sql) => steps.ahead?.(input as never, sql),
      )
    const turn = turnKeys.of(request)
    const handled = await (endpoint.inTurns ? turns.run(turn, handle, request.signal) : handle())
    const response = steps.after ? await steps.after(input as never, handled, outside) : handled
    return endpoint.response.parse(response)
  }

  async function read<T>(request: IncomingRequest, work: (client: Client) => Promise<T>): Promise<T> {
    const pool = await poolFor(request)
    const attempt: Asked = { action: 'portal:open', accountId: undefined }
    return exchange(pool, request, request.site === 'view', attempt, async (sql, actor) => {
      const reply: Reply = { setCredential: undefined }
      const entries: Entry[] = []
      const client = clientOf(api, async (name, raw) => {
        const endpoint = endpointOf(name, raw.params)
        if (changes(endpoint)) throw new Error(`${name} changes something: it is not for a page's reads`)
        const input = parseInput(endpoint, raw)
        Object.assign(attempt, askedOf(endpoint, input))
        const done = await perform(handlers, name, input, { sql, actor, request, reply, installation })
        entries.push(...done.entries)
        return endpoint.response.parse(done.result)
      })
      const result = await work(client)
      // The entries of the page's reads say more than an entry for the page.
      const telling = entries.filter((entry) => entry.action !== 'portal:open')
      return { result, entries: telling.length > 0 ? telling : entries }
    })
  }

  async function refuse(request: IncomingRequest, attempt: Asked, refusal: Refusal): Promise<never> {
    if (!request.credential) throw refusal
    return exchange(await poolFor(request), request, true, attempt, () => Promise.reject(refusal))
  }

  return { call, read, refuse }
}
