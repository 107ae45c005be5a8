import type { z } from 'zod'
/** A name of an action, `noun:verb`. */
export type ActionName = `${string}:${string}`

type Methods = { method: 'GET' } | { method: 'POST' | 'PUT' | 'DELETE' }

/**
 * What the server promises at one path.
 *
 * - `action` is decided by the policy before the handler runs; `public` endpoints have none and are listed in one test.
 * - `masquerade` repeats the action's class: `api.ts` does not compile with another one.
 * - `task` is the self-service task that a portal endpoint makes when it changes something; `null` where the change is not
 *   a customer's request (a session, a desk endpoint).
 * - `opens` names the kind of record that a read opens for staff: each such read is a line in the record.
 */
export type Endpoint = Methods & {
  path: `/api/${string}`
  action: ActionName | 'public'
  masquerade: string
  task?: string | null
  /** A POST that only asks: its terms are too private for a URL. */
  reads?: true
  /** Costly for the database: requests of one session run one after the other, and sessions take turns. */
  inTurns?: true
  opens?: 'account' | 'web-user' | 'task' | 'masquerade' | 'record' | 'identifier'
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  response: z.ZodType
}

type Declared<Shape> = Shape & (Shape extends { method: 'GET' } ? unknown : { task: string | null })

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
export type Body<E> = Out<Part<E, 'body'>>
export type Response<E> = Out<Part<E, 'response'>>

type Has<E, K extends string> = E extends { [P in K]: z.ZodType } ? { [P in K]: In<E[P]> } : unknown

/** What a caller hands to an endpoint. */
export type Input<E> = Has<E, 'params'> & Has<E, 'query'> & Has<E, 'body'>
