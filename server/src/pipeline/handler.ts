import type { Action } from '@porchlight/contract/actions.ts'
import type { Api } from '@porchlight/contract/api.ts'
import type { Body, Params, Query, Response } from '@porchlight/contract/endpoint.ts'
import type { Pool, Sql } from '#database/sql.ts'
import type { Grant, GrantedAction } from '#policy/grant.ts'
import type { Subject } from '#policy/subject.ts'
import type { Entry } from '#record/record.ts'
import type { Installation } from '../installation.ts'
import type { Outcome } from './outcome.ts'
import type { IncomingRequest, Reply } from './request.ts'

export type HandlerInput<E> = { params: Params<E>; query: Query<E>; body: Body<E> }

/** The context of a handler, inside the transaction of its request. */
export type Context<A extends GrantedAction = GrantedAction> = {
  sql: Sql
  grant: Grant<A>
  subject: Subject
  request: IncomingRequest
  reply: Reply
  installation: Installation
  correlationId: string
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
}

type ActionOf<E> = E extends { action: infer A extends Action | 'public' } ? A : never

/** One endpoint's work. `before` runs ahead of the transaction, `after` when it has committed. */
export type Handler<E> =
  | ((input: HandlerInput<E>, context: Context<ActionOf<E>>) => Promise<Outcome<E>>)
  | {
      before?(input: HandlerInput<E>, outside: Outside): Promise<unknown>
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
  before: (input: HandlerInput<E>, outside: Outside) => Promise<P>,
  handle: (input: HandlerInput<E>, context: Context<ActionOf<E>>, prepared: P) => Promise<Outcome<E>>,
): Handler<E> {
  return { before, handle: (input, context, value) => handle(input, context, value as P) }
}

/** Makes a handler with work after its transaction. That work returns the response. */
export function followed<E, H>(
  handle: (input: HandlerInput<E>, context: Context<ActionOf<E>>) => Promise<Outcome<E, H>>,
  after: (input: HandlerInput<E>, handled: H, outside: Outside) => Promise<Response<E>>,
): Handler<E> {
  return {
    handle: (input, context) => handle(input, context) as Promise<Outcome<E, unknown>>,
    after: (input, handled, outside) => after(input, handled as H, outside),
  }
}
