import type { Action } from '@porchlight/contract/actions.ts'
import type { Body, Choice, Params, Reads } from '@porchlight/contract/endpoint.ts'
import type { GrantIds } from './grant.ts'
import type { Ids } from './subject.ts'

/** The ids that a request names, from its parameters and body. The one task that is read: a query's filters name none. */
export type Named = Partial<Ids>

/** The ids that a body can name. */
const bodyIds = ['accountId', 'webUserId', 'personIdentifierId'] as const satisfies readonly (keyof Ids)[]
type BodyId = (typeof bodyIds)[number]

/** Returns the ids that a request names. A search term can have the name of an id, but is a text: only numbers are ids. */
export function namedBy({ params, body }: { params?: unknown; body?: unknown }): Named {
  // Every other parameter of a path is an id.
  const { action: _, ...ids } = (params ?? {}) as Named & { action?: string }
  const named: Partial<Record<BodyId, number>> = {}
  for (const id of bodyIds) {
    const value = ((body ?? {}) as Record<BodyId, unknown>)[id]
    if (typeof value === 'number') named[id] = value
  }
  return { ...named, ...ids }
}

const fieldsOf = (schema: unknown): string[] =>
  Object.keys((schema as { shape?: object } | undefined)?.shape ?? {})

/**
 * Returns the names of the ids that a request of an endpoint names: every parameter of its path but a choice,
 * and those of its body.
 */
export const idsNamedBy = ({ params, body }: { params?: unknown; body?: unknown }): string[] => [
  ...fieldsOf(params).filter((field) => field !== 'action'),
  ...fieldsOf(body).filter((field) => (bodyIds as readonly string[]).includes(field)),
]

export type ActionOf<E> = E extends { action: infer A extends Action | 'public' }
  ? A
  : E extends { choice: infer C extends Choice }
    ? C[keyof C]['action'] & Action
    : never
/** A grant carries its ids, and the action that a path has chosen. */
type CarriedId<E> = keyof GrantIds<ActionOf<E>> | 'action'
type Without<T, Id> = T extends object ? ([keyof T & Id] extends [never] ? T : Omit<T, Id & keyof T>) : T

/** The parameters of a path that the grant does not carry: a read's page, or a row of the account that was decided on. */
export type FreeParams<E> = Without<Params<E>, CarriedId<E>>
/** A body without the ids that the grant carries. */
export type FreeBody<E> = Without<Body<E>, CarriedId<E> & BodyId>
/** Ids that a change names and its grant does not carry. No endpoint has one: the action's row in the policy is about each. */
export type UndecidedId<E> = E extends Reads
  ? never
  : Exclude<keyof Params<E> | (keyof Body<E> & BodyId), CarriedId<E>>
