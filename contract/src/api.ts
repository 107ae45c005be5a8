import { type EndpointsOf, mergedPart, sound } from './compose.ts'
import { features } from './features.ts'
import { savedViews } from './saved-views.ts'
import { taskQuery } from './task-query.ts'

/** The last two take the name of any task type, so they come after the list that those names are read from. */
const all = sound({ ...features, taskQuery, savedViews })

/** Everything the server promises, by name. */
export const api = mergedPart(all, 'endpoints') as EndpointsOf<(typeof all)[keyof typeof all]>
export type Api = typeof api
