import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { mostViewName } from './limits.ts'
import { taskColumns } from './task-choices.ts'
import { TaskFilters, TaskOrder } from './task-query.ts'
import { Id, text, Version } from './values.ts'

/** What a view keeps: filters that name no customer, an order and columns. */
const kept = {
  name: text(mostViewName),
  /** Every CSR in this group sees the view too. The owner must belong to the group. */
  csrGroup: z.string().max(60).nullable(),
  filters: TaskFilters,
  order: TaskOrder,
  columns: z.array(z.enum(taskColumns)).min(1).max(taskColumns.length),
}

const base = { masquerade: 'never', task: null } as const
const params = z.strictObject({ savedViewId: Id })

const endpoints = {
  /** The CSR's own views, and those that others share with the CSR's groups; by name. */
  listSavedViews: endpoint({
    method: 'GET',
    path: '/api/desk/saved-views',
    action: 'task:view',
    masquerade: 'never',
    response: z.object({
      views: z.array(
        z.object({
          ...kept,
          savedViewId: Id,
          version: Version,
          isOwn: z.boolean(),
          ownerName: z.string(),
        }),
      ),
      /** The groups with which the CSR can share a view. */
      csrGroups: z.array(z.object({ csrGroup: z.string(), name: z.string() })),
    }),
  }),
  /** Keeps a new view; at most 50 each. */
  addSavedView: endpoint({
    method: 'POST',
    path: '/api/desk/saved-views',
    action: 'saved-view:add',
    ...base,
    body: z.strictObject(kept),
    response: z.object({ savedViewId: Id, version: Version }),
  }),
  /** Changes one of the CSR's own views. A stale version is answered with 409 and the difference. */
  changeSavedView: endpoint({
    method: 'PUT',
    path: '/api/desk/saved-views/:savedViewId',
    action: 'saved-view:change',
    ...base,
    params,
    body: z.strictObject({ ...kept, version: Version }),
    response: z.object({ version: Version }),
  }),
  removeSavedView: endpoint({
    method: 'DELETE',
    path: '/api/desk/saved-views/:savedViewId',
    action: 'saved-view:change',
    ...base,
    params,
    body: z.strictObject({ version: Version }),
    response: z.object({}),
  }),
}

export const savedViews = feature({
  actions: { 'saved-view:add': 'never', 'saved-view:change': 'never' },
  endpoints,
})
