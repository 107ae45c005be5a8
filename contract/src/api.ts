import { type EndpointsOf, mergedPart, sound } from './compose.ts'
import { eachAction } from './endpoint.ts'
import { type Feature, features } from './features.ts'

/** Everything the server promises, by name. */
export const api = mergedPart(sound(features), 'endpoints') as EndpointsOf<Feature>
export type Api = typeof api

/** Every endpoint by name; one with a choice once for each action (`performTaskAction discard`). */
export const eachAsked = Object.entries(api).flatMap(([name, e]) => eachAction(name, e))
