import type { Choice } from './endpoint.ts'
import type { Declaration } from './feature.ts'
import type { TaskType } from './task-types.ts'

type Features = Record<string, Declaration>

/** One part of each feature that has it, as a union. */
export type PartOf<F, P extends string> = F extends { [K in P]: infer T } ? T : never

type NameIn<U> = U extends unknown ? keyof U : never
/** A union of objects as one object with every name. */
export type Merged<U> = { [N in NameIn<U>]: U extends { [K in N]: infer V } ? V : never }

type Actions<F> = Merged<PartOf<F, 'actions'>>
type Permissions<F> = PartOf<F, 'permissions'> extends infer L extends readonly string[] ? L[number] : never

/** Every action and what it asks of a masquerade. A permission that no feature says more about is an action of the desk. */
export type ActionsOf<F> = {
  [A in keyof Actions<F> | Permissions<F>]: A extends keyof Actions<F> ? Actions<F>[A] : 'never'
}
export type EntitlementsOf<F> = Merged<PartOf<F, 'entitlements'>>
export type EndpointsOf<F> = Merged<PartOf<F, 'endpoints'>>
export type PermissionOf<F> = Permissions<F>

/** What an action asks of a masquerade, where an entitlement of that class is declared. */
type Class<F> =
  | 'read'
  | 'never'
  | { [E in keyof EntitlementsOf<F>]: ClassOf<E, EntitlementsOf<F>[E]> }[keyof EntitlementsOf<F>]
type ClassOf<E, D> = E extends string
  ? D extends { class: infer C extends string }
    ? `${C}: ${E}`
    : never
  : never

/** What an endpoint must say: its action's own class, and a task type that is declared. */
type SoundEndpoint<F, E> = E extends { action: infer A }
  ? { action: keyof ActionsOf<F> | 'public'; masquerade: ClassIn<F, A>; task?: TaskType | null }
  : E extends { choice: infer C extends Choice; masquerade: infer M }
    ? {
        choice: {
          [K in keyof C]: { action: M extends ClassIn<F, C[K]['action']> ? keyof ActionsOf<F> : never }
        }
        task?: TaskType | null
      }
    : never
type ClassIn<F, A> = A extends keyof ActionsOf<F> ? ActionsOf<F>[A] : 'never'
type Sound<All> = {
  [N in keyof All]: {
    actions?: Record<string, Class<All[keyof All]>>
    endpoints?: {
      [E in keyof PartOf<All[N], 'endpoints'>]: SoundEndpoint<All[keyof All], PartOf<All[N], 'endpoints'>[E]>
    }
  }
}

/**
 * Returns the features as they are. An endpoint with an action, a masquerade class or a task type that no feature declares, and
 * an action with an entitlement that none declares, do not compile.
 */
export const sound = <const All extends Features>(all: All & Sound<All>): All => all

/** Returns one object of all parts' names. `parts` has the parts by who declares them. Throws where a name is in two. */
export function merged(parts: Record<string, object>): object {
  const all: Record<string, unknown> = {}
  for (const [owner, part] of Object.entries(parts))
    for (const [key, value] of Object.entries(part)) {
      if (Object.hasOwn(all, key)) throw new Error(`${owner} declares ${key} again`)
      all[key] = value
    }
  return all
}

/** Returns one part of every feature in one object. Throws where two features declare the same name. */
export const mergedPart = (features: Record<string, object>, part: string): object =>
  merged(
    Object.fromEntries(
      Object.entries(features).map(([name, feature]) => [
        name,
        (feature as Record<string, object | undefined>)[part] ?? {},
      ]),
    ),
  )

/** Returns the permissions of every feature, in order. Throws where two features declare the same name. */
export function listed(features: Features, part: 'permissions'): readonly string[] {
  const all = Object.values(features).flatMap((feature) => feature[part] ?? [])
  const twice = all.find((name, at) => all.indexOf(name) !== at)
  if (twice) throw new Error(`two features declare ${twice}`)
  return all
}
