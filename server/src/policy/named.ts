import type { Ids } from './subject.ts'

/** The ids that a request names, from its parameters and body. The one task that is read: a query's filters name none. */
export type Named = Partial<Ids>

/** Returns the ids that a request names. A search term can have the name of an id, but is a text: only numbers are ids. */
export function namedBy(input: { params?: unknown; body?: unknown }): Named {
  const { accountId, webUserId, personIdentifierId } = (input.body ?? {}) as Record<keyof Named, unknown>
  return {
    ...(typeof accountId === 'number' && { accountId }),
    ...(typeof webUserId === 'number' && { webUserId }),
    ...(typeof personIdentifierId === 'number' && { personIdentifierId }),
    ...(input.params ?? {}),
  }
}
