import type { Api } from '@porchlight/contract/api.ts'
import type { Query, Response } from '@porchlight/contract/endpoint.ts'
import type { Pool, Sql } from '#database/sql.ts'
import type { Grant, GrantedAction, GrantIds } from '#policy/grant.ts'
import type { ActionOf, FreeBody, FreeParams, UndecidedId } from '#policy/named.ts'
import type { Subject } from '#policy/subject.ts'
import type { Entry } from '#record/record.ts'
import type { Installation } from '../installation.ts'
import type { Outcome } from './outcome.ts'
import type { IncomingRequest, Reply } from './request.ts'

/** What a request asks for, without the ids that were decided on: a handler takes those from its grant. */
export type HandlerInput<E> = { params: FreeParams<E>; query: Query<E>; body: FreeBody<E> }

/** The task by which a CSR prepared a request for a customer. */
export type Preparation = { taskId: number; csrId: string }

/** Sends the last statement of a request, and the COMMIT in the same packet. */
export type LastStatement = <T>(send: (sql: Sql) => Promise<T>) => Promise<T>

/** The context of a handler, inside the transaction of its request. */
export type Context<A extends GrantedAction = GrantedAction> = {
  sql: Sql
  grant: Grant<A>
  subject: Subject
  request: IncomingRequest
  reply: Reply
  installation: Installation
  correlationId: string
  /** The task by which a CSR prepared this request, which the customer approves now; null for every other request. */
  preparation: Preparation | null
  /** For a request that performs another endpoint (pipeline/perform.ts). */
  handlers: Handlers
  /** For a read whose line in the record its last statement writes. Inside a larger transaction it sends the statement alone. */
  last: LastStatement
  /** Adds an entry to the record, in place of the one that the pipeline would write. */
  note(entry: Omit<Entry, 'action'>): void
}

/**
 * The context around a transaction. Hashing, mail and calls to other systems happen here, never inside the transaction.
 * `grant`: for counters that change before the pipeline knows the actor.
 */
export type Outside = {
  pool: Pool
  grant: Grant<'public'>
  request: IncomingRequest
  installation: Installation
  handlers: Handlers
}

/** A change of something that was not decided on has no handler: the name of the id is in the compiler's message. */
export type Handler<E> = [UndecidedId<E>] extends [never] ? Work<E> : { isNotDecidedOn: UndecidedId<E> }

/**
 * One endpoint's work. `before` runs ahead of the transaction, with the ids of a first decision; `after` when it has committed. `ahead`
 * sends statements together with BEGIN and the session. They run before the decision, so they may read only what tells nothing of a
 * customer. `handle` gets the result of either.
 */
export type Work<E> =
  | ((input: HandlerInput<E>, context: Context<ActionOf<E>>) => Promise<Outcome<E>>)
  | {
      before?(input: HandlerInput<E>, outside: Outside, ids: GrantIds<ActionOf<E>>): Promise<unknown>
      ahead?(input: HandlerInput<E>, sql: Sql): Promise<unknown>
      handle(
        input: HandlerInput<E>,
        context: Context<ActionOf<E>>,
        prepared: unknown,
      ): Promise<Outcome<E, unknown>>
      after?(input: HandlerInput<E>, handled: unknown, outside: Outside): Promise<Response<E>>
    }

export type Handlers = { [K in keyof Api]: Handler<Api[K]> }
export type HandlersOf<K extends keyof Api> = Pick<Handlers, K>

/** Makes a handler with work before its transaction. `handle` gets the result of that work. */
export function prepared<E, P>(
  before: (input: HandlerInput<E>, outside: Outside, ids: GrantIds<ActionOf<E>>) => Promise<P>,
  handle: (input: HandlerInput<E>, context: Context<ActionOf<E>>, prepared: P) => Promise<Outcome<E>>,
): Work<E> {
  return { before, handle: (input, context, value) => handle(input, context, value as P) }
}

/** Makes a handler with work after its transaction. That work returns the response. */
export function followed<E, H>(
  handle: (input: HandlerInput<E>, context: Context<ActionOf<E>>) => Promise<Outcome<E, H>>,
  after: (input: HandlerInput<E>, handled: H, outside: Outside) => Promise<Response<E>>,
): Work<E> {
  return {
    handle: (input, context) => handle(input, context) as Promise<Outcome<E, unknown>>,
    after: (input, handled, outside) => after(input, handled as H, outside),
  }
}

/** Makes a handler whose first statements travel with the session. `handle` gets their result. */
export function ahead<E, A>(
  read: (input: HandlerInput<E>, sql: Sql) => Promise<A>,
  handle: (input: HandlerInput<E>, context: Context<ActionOf<E>>, readAhead: A) => Promise<Outcome<E>>,
): Work<E> {
  return { ahead: read, handle: (input, context, value) => handle(input, context, value as A) }
}
