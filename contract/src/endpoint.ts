import type { z } from 'zod'
/** A name of an action, `noun:verb`. */
export type ActionName = `${string}:${string}`

type Methods = { method: 'GET' } | { method: 'POST' | 'PUT' | 'DELETE' }

/**
 * What the server promises at one path.
 *
 * - `action` is decided by the policy before the handler runs; `public` endpoints have none and are listed in one test.
 * - `choice` stands in place of `action` and `body` where one path serves several actions.
 * - `masquerade` repeats the action's class: `api.ts` does not compile with another one.
 * - `task` is the self-service task that a portal endpoint makes when it changes something; `null` where the change is not
 *   a customer's request (a session, a desk endpoint).
 * - `opens` names the kind of record that a read opens for staff: each such read is a line in the record.
 */
export type Endpoint = (OneAction | { choice: Choice; action?: never; body?: never }) & Promised
/** An endpoint, or a choice's endpoint as one request asks for it: with one action. */
export type OneEndpoint = OneAction & Promised

type OneAction = { action: ActionName | 'public'; body?: z.ZodType; choice?: never }
/** Actions that the path's parameter `action` chooses from, each with its body. */
export type Choice = Readonly<Record<string, { action: ActionName; body: z.ZodType }>>

type Promised = Methods & {
  path: `/api/${string}`
  masquerade: string
  task?: string | null
  /** A POST that only asks: its terms are too private for a URL. */
  reads?: true
  /**
   * A CSR may prepare this change for a customer, who approves it (prepared-changes.ts). The server's feature says how it is filled
   * in (`preparable`).
   */
  preparable?: true
  /** Costly for the database: requests of one session run one after the other, and sessions take turns. */
  inTurns?: true
  opens?: 'account' | 'web-user' | 'task' | 'masquerade' | 'record' | 'identifier'
  params?: z.ZodType
  query?: z.ZodType
  response: z.ZodType
}

type Declared<Shape> = Shape & (Shape extends { method: 'GET' } ? unknown : { task: string | null })

/** Returns an endpoint with the action that the parameters choose; undefined where its choice has no such action. */
export function chosen(e: Endpoint, params: unknown): OneEndpoint | undefined {
  if (!e.choice) return e
  const { choice, ...same } = e
  const { action } = (params ?? {}) as { action?: unknown }
  const one = typeof action === 'string' && Object.hasOwn(choice, action) ? choice[action] : undefined
  return one && { ...same, ...one }
}

/** Returns an endpoint under its name; one with a choice once for each action, named `<endpoint> <action>`, at the path of that action. */
export function eachAction(name: string, e: Endpoint): [string, OneEndpoint][] {
  if (!e.choice) return [[name, e]]
  const { choice, path, ...same } = e
  return Object.entries(choice).map(([action, one]) => [
    `${name} ${action}`,
    { ...same, ...one, path: path.replace(':action', action) as typeof path },
  ])
}

/** An endpoint that only reads. */
export type Reads = { method: 'GET' } | { reads: true }

/** Returns whether a call changes something: then it leaves a line in the record, and (in the portal) a self-service task. */
export const changes = (e: Endpoint): boolean => e.method !== 'GET' && e.reads !== true

/** Declares an endpoint. One without an action, a masquerade class or (where it changes something) a task does not compile. */
export const endpoint = <const Shape extends Endpoint>(e: Declared<Shape>) => e

type In<T> = T extends z.ZodType ? z.input<T> : never
type Out<T> = T extends z.ZodType ? z.output<T> : undefined
type Part<E, K extends string> = E extends { [P in K]: infer T } ? T : undefined

export type Params<E> = Out<Part<E, 'params'>>
export type Query<E> = Out<Part<E, 'query'>>
export type Body<E> = E extends { choice: infer C extends Choice }
  ? Out<C[keyof C]['body']>
  : Out<Part<E, 'body'>>
export type Response<E> = Out<Part<E, 'response'>>

type Has<E, K extends string> = E extends { [P in K]: z.ZodType } ? { [P in K]: In<E[P]> } : unknown

/** What a caller hands to an endpoint. Where there is a choice, the body is that of the action in the path. */
export type Input<E> = E extends { choice: infer C extends Choice }
  ? { [K in keyof C]: { params: In<Part<E, 'params'>> & { action: K }; body: In<C[K]['body']> } }[keyof C]
  : Has<E, 'params'> & Has<E, 'query'> & Has<E, 'body'>
