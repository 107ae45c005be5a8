import { type ActionsOf, mergedPart } from './compose.ts'
import { type Feature, features } from './features.ts'
import { permissions } from './permissions.ts'

/**
 * Every decision the product makes, and what each asks of a masquerade. Adding a name is a compile error until
 * server/src/policy/policy.ts answers it for every kind of actor. This is the one table behind the gate, the CSR's
 * "What I may do", the tests and docs/configuration.md.
 */
export const actions = {
  ...Object.fromEntries(permissions.map((name) => [name, 'never'])),
  ...mergedPart(features, 'actions'),
} as object as ActionsOf<Feature>

export type Action = keyof typeof actions
export const actionNames = Object.keys(actions) as Action[]
