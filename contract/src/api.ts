import { type EndpointsOf, mergedPart, sound } from './compose.ts'
import { type Feature, features } from './features.ts'

/** Everything the server promises, by name. */
export const api = mergedPart(sound(features), 'endpoints') as EndpointsOf<Feature>
export type Api = typeof api
